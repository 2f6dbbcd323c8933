package io.mxcp.providers.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Tells public unicast addresses from all others (the IANA special-purpose address registries, RFC 6890). */
final class PublicAddress {
    private static final List<Range> NOT_PUBLIC_V4 = List.of(
            new Range("0.0.0.0", 8),
            new Range("10.0.0.0", 8),
            new Range("100.64.0.0", 10),
            new Range("127.0.0.0", 8),
            new Range("169.254.0.0", 16),
            new Range("172.16.0.0", 12),
            new Range("192.0.0.0", 24),
            new Range("192.0.2.0", 24),
            new Range("192.88.99.0", 24),
            new Range("192.168.0.0", 16),
            new Range("198.18.0.0", 15),
            new Range("198.51.100.0", 24),
            new Range("203.0.113.0", 24),
            new Range("224.0.0.0", 3));

    private static final Range GLOBAL_V6 = new Range("2000::", 3);

    /** Within the global range: protocol assignments with Teredo, documentation, 6to4. */
    private static final List<Range> NOT_PUBLIC_V6 = List.of(
            new Range("2001::", 23), new Range("2001:db8::", 32), new Range("2002::", 16), new Range("3fff::", 20));

    private PublicAddress() {}

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_V4.stream().noneMatch(range -> range.contains(address));
        }
        return GLOBAL_V6.contains(address)
                && NOT_PUBLIC_V6.stream().noneMatch(range -> range.contains(address))
                && !isIsatap(address.getAddress());
    }

    /** RFC 5214 §6.1: an inner IPv4 address follows 0:5efe. */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & 0xFD) == 0 && address[9] == 0 && address[10] == 0x5E && (address[11] & 0xFF) == 0xFE;
    }

    private static final class Range {
        private final byte[] prefix;
        private final int bits;

        Range(String literal, int bits) {
            this.prefix = literal(literal);
            this.bits = bits;
        }

        private static byte[] literal(String text) {
            try {
                return InetAddress.getByName(text).getAddress();
            } catch (java.net.UnknownHostException impossible) {
                throw new IllegalStateException(text, impossible);
            }
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((bytes[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
