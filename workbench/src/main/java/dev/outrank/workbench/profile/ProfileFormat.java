package dev.outrank.workbench.profile;

import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.document.StrictDocuments;
import java.nio.file.Path;

/** Reads and writes {@code profile.json}; the format is {@code docs/format/profile.md}. */
public final class ProfileFormat {

    /** Ten thousand tables of 4,096 hot ids have some 500 MB; this is a limit against files that are no profile. */
    private static final long MAX_BYTES = 1L << 30;

    private ProfileFormat() {}

    /**
     * Returns the profile in a file.
     *
     * @throws dev.outrank.bundle.failure.CallerException naming the file, the path of the property and what is wrong
     */
    public static TrafficProfile read(Path profileJson) {
        return StrictDocuments.read(profileJson, TrafficProfile.class, MAX_BYTES);
    }

    /** Writes the profile's canonical JSON, at once: equal profiles give equal bytes. */
    public static void write(TrafficProfile profile, Path profileJson) {
        CanonicalJson.write(profile, profileJson);
    }
}
