package dev.outrank.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the registry is and how it is followed.
 *
 * @param url the registry's base, for example {@code http://127.0.0.1:8888}
 * @param lastKnownGood the file that keeps the last snapshot; each process needs one of its own; its directory is made when missing
 * @param pollInterval time between two polls of a healthy registry, positive
 * @param timeout how long one poll may take, positive
 */
public record RegistrySettings(URI url, Path lastKnownGood, Duration pollInterval, Duration timeout) {

    public RegistrySettings {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("url: '" + url + "' (expected: an http or https URL)");
        }
        requirePositive("pollInterval", pollInterval);
        requirePositive("timeout", timeout);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: a positive duration)");
        }
    }

    /** Returns the address of the snapshot. */
    URI snapshotUrl() {
        return under("snapshot");
    }

    /** Returns the address of the watch. */
    URI watchUrl() {
        return under("watch");
    }

    /** Returns where an instance reports, whose name is fit for a path. */
    public URI replicaUrl(InstanceName instance) {
        return under("replicas/" + instance.value());
    }

    private URI under(String name) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/registry/v1/" + name);
    }
}
