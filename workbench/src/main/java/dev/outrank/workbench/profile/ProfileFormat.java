package dev.outrank.workbench.profile;

import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.document.StrictDocuments;
import java.nio.file.Path;

/** Reads and writes {@code profile.json}; the format is {@code docs/format/profile.md}. */
public final class ProfileFormat {

    private ProfileFormat() {}

    /**
     * Returns the profile in a file.
     *
     * @throws dev.outrank.bundle.failure.CallerException naming the file, the path of the property and what is wrong
     */
    public static TrafficProfile read(Path profileJson) {
        return StrictDocuments.read(profileJson, TrafficProfile.class);
    }
}
