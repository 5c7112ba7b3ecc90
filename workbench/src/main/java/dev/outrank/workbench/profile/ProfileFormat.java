package dev.outrank.workbench.profile;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.storage.TargetFile;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.document.StrictDocuments;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes {@code profile.json}; the format is {@code docs/format/profile.md}. */
public final class ProfileFormat {

    /** Ten thousand tables of 4,096 hot ids have some 500 MB; this is a limit against files that are no profile. */
    private static final long MAX_BYTES = 1L << 30;

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build()
            .writer()
            .with(prettyPrinter());

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
        try (TargetFile file = TargetFile.prepare(profileJson)) {
            OutputStream content = file.content();
            content.write(WRITER.writeValueAsBytes(profile));
            content.write("\n".getBytes(StandardCharsets.UTF_8));
            file.commit();
        } catch (IOException e) {
            throw new CallerException(
                    profileJson + ": cannot be written: " + e.getMessage() + " (expected: a writable place)", e);
        }
    }

    /** Two spaces of indentation, arrays of numbers on one line, as in manifests and plans. */
    private static DefaultPrettyPrinter prettyPrinter() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }
}
