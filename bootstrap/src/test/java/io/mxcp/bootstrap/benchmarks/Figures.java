package io.mxcp.bootstrap.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How figures are condensed and printed. */
final class Figures {
    private static final String ROW = "%-34s %9s %9s %9s %12s%n";

    private Figures() {}

    /** The middle one. */
    static <T> double median(List<T> measured, ToDoubleFunction<T> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Where it was measured. */
    static void printMachine() {
        System.out.printf(
                "%d processors, %s %s, Java %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"));
        printLoad();
    }

    /** How busy the machine is, with us and with others, and how fast. */
    static void printLoad() {
        System.out.printf(
                "load average of the last minute: %.2f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Yardstick.print();
    }

    /** The names of the columns. */
    static void printHead() {
        System.out.printf(ROW, "", "a second", "p50 ms", "p99 ms", "CPU s/1,000");
    }

    /** One line: medians over the rounds. */
    static void print(String what, List<Round> rounds) {
        System.out.printf(
                ROW,
                what,
                "%,.0f".formatted(median(rounds, Round::perSecond)),
                "%.2f".formatted(median(rounds, round -> round.millisAt(0.50))),
                "%.2f".formatted(median(rounds, round -> round.millisAt(0.99))),
                "%.4f".formatted(median(rounds, Round::cpuSecondsPerThousand)));
    }

    /** How much more processor time one thing takes than another. */
    static void printRatio(String what, List<Round> of, List<Round> against) {
        System.out.printf(
                "%-34s %42.2f%n",
                what, median(of, Round::cpuSecondsPerThousand) / median(against, Round::cpuSecondsPerThousand));
    }
}
