package dev.outrank.config.registry.http;

import dev.outrank.artifact.ArtifactSources;
import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.InvalidFieldException;
import dev.outrank.config.registry.Registration;
import dev.outrank.registry.MemoryMode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The body of a registration. */
record RegisterRequest(
        @Schema(example = "2026-11-01")
        @NotNull(message = "missing (expected: the new version's name)")
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}",
                message = "(expected: 1 to 128 letters, digits, '_', '.' or '-', beginning with a letter or digit)")
        String version,

        @Schema(example = "file:///models/clicks", description = "the bundle's directory")
        @NotNull(message = "missing (expected: the file: URI of a bundle's directory)")
        @Size(max = 2000, message = "(expected: at most 2000 characters)")
        String bundle,

        @Schema(
                example = "file:///models/clicks-packed",
                description = "the directory with plan.json and shard-0, …; also http:, https: or s3:")
        @NotNull(message = "missing (expected: the URI of a directory of packed shards)")
        @Size(max = 2000, message = "(expected: at most 2000 characters)")
        String shards,

        @Schema(example = "BESIDE", description = "REPLACE where shards cannot hold two versions; BESIDE unless told")
        @Nullable
        MemoryMode memoryMode,

        @Schema(example = "training-pipeline")
        @NotBlank(message = "missing or blank (expected: who makes the change)")
        @Size(max = 200, message = "(expected: at most 200 characters)")
        String author,

        @Schema(example = "retrained on October")
        @NotBlank(message = "missing or blank (expected: why the change is made)")
        @Size(max = 1000, message = "(expected: at most 1000 characters)")
        String reason) {

    Registration toRegistration(String model) {
        return new Registration(
                model,
                version,
                directory("bundle", bundle),
                place("shards", shards),
                memoryMode == null ? MemoryMode.BESIDE : memoryMode);
    }

    ChangeNote note() {
        return new ChangeNote(author, reason);
    }

    /** Places elsewhere end with a slash, as those of directories here do. */
    private static URI place(String field, String uri) {
        try {
            URI parsed = URI.create(uri);
            if (ArtifactSources.isRemote(parsed) && parsed.getHost() != null && parsed.getQuery() == null) {
                return uri.endsWith("/") ? parsed : URI.create(uri + "/");
            }
        } catch (IllegalArgumentException _) {
            // Refused below, with all others that are no place.
        }
        return directory(field, uri, ", or one that begins with http:, https: or s3:")
                .toUri();
    }

    private static Path directory(String field, String uri) {
        return directory(field, uri, "");
    }

    private static Path directory(String field, String uri, String others) {
        try {
            URI parsed = URI.create(uri);
            if ("file".equals(parsed.getScheme())) {
                return Path.of(parsed).normalize();
            }
        } catch (IllegalArgumentException | FileSystemNotFoundException _) {
            // Falls through to the one message for all of it.
        }
        throw new InvalidFieldException(
                field,
                "'" + uri + "' (expected: an absolute file: URI, for example file:///models/clicks" + others + ")");
    }
}
