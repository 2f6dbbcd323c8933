package io.mxcp.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses (RFC 4632 §3.1, RFC 4291 §2.3), such as {@code 10.0.0.0/8} or {@code fd00::/8}; a single address counts as a
 * range of one. Never looks a name up.
 *
 * @param first its first address, in the form that {@link #parse} gives
 * @param prefixLength how many leading bits are fixed
 */
public record Network(InetAddress first, int prefixLength) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int BITS = 8;
    private static final int UNIQUE_LOCAL_MASK = 0xFE;
    private static final int UNIQUE_LOCAL = 0xFC;
    private static final int IPV6_NETWORK_BYTES = 8;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is longer than the address
     */
    public Network {
        if (prefixLength < 0 || prefixLength > first.getAddress().length * BITS) {
            throw new IllegalArgumentException("the prefix of a network is longer than its address");
        }
    }

    /**
     * Reads an address, or an address with a prefix length.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("a network is an address, or an address/prefix"));
        int all = address.getAddress().length * BITS;
        return new Network(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether it is an address of this machine or of a private network, where no stranger is. */
    public static boolean isNear(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || (address.getAddress().length > 4 && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL);
    }

    /** What is one's who has this address: one holder of IPv6 addresses has at least 2^64 of them, so what they share counts. */
    public static String holder(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length > IPV6_NETWORK_BYTES
                ? HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES)
                : address.getHostAddress();
    }

    /** Whether the address, a literal, lies in this range. */
    public boolean contains(String address) {
        return address(address).filter(this::contains).isPresent();
    }

    private boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> bit % BITS;
            if ((ours[bit / BITS] & mask) != (theirs[bit / BITS] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The address of a literal, with or without the brackets and the zone of IPv6; nothing for a name. */
    public static Optional<InetAddress> address(String literal) {
        String bare =
                literal.startsWith("[") && literal.endsWith("]") ? literal.substring(1, literal.length() - 1) : literal;
        int zone = bare.indexOf('%');
        String plain = zone < 0 ? bare : bare.substring(0, zone);
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain));
        } catch (UnknownHostException notALiteral) {
            return Optional.empty();
        }
    }
}
