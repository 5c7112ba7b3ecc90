package dev.outrank.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one process of a service is called in the registry: the same over restarts, so that it finds its turns again.
 *
 * @param value 1 to 128 letters, digits and {@code _.:-}
 */
public record InstanceName(String value) {

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_.:-]");
    private static final int LONGEST = 128;

    public InstanceName {
        if (!FIT.matcher(Required.present("instance", value)).matches()) {
            throw new IllegalArgumentException(
                    "instance: '" + value + "' (expected: 1 to 128 letters, digits and '_.:-')");
        }
    }

    /**
     * Returns the configured name, or in its place {@code application-host-port}.
     *
     * @param port where the process listens; where the system chooses one, 0, a random number stands in
     */
    public static InstanceName of(@Nullable String configured, String application, int port) {
        return configured == null ? made(application, hostName(), port) : new InstanceName(configured);
    }

    /** The end tells processes of one host apart, so that a name that is too long loses its beginning. */
    static InstanceName made(String application, String host, int port) {
        String end = port > 0
                ? String.valueOf(port)
                : Integer.toHexString(ThreadLocalRandom.current().nextInt());
        String name = UNFIT.matcher(application + "-" + host + "-" + end).replaceAll("-");
        return new InstanceName(name.substring(Math.max(0, name.length() - LONGEST)));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
