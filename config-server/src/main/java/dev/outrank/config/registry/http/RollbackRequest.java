package dev.outrank.config.registry.http;

import dev.outrank.config.registry.ChangeNote;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The body of a rollback. */
record RollbackRequest(
        @Schema(
                example = "2026-10-01",
                description = "which to go back to; the newest superseded one that is READY unless told")
        @Nullable
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}",
                message = "(expected: 1 to 128 letters, digits, '_', '.' or '-', beginning with a letter or digit)")
        String version,

        @Schema(
                example = "2026-11-01",
                description =
                        "which to go back from: the canary where one is tried, else the active version; where it is another by now, nothing is done")
        @Nullable
        String from,

        @Schema(example = "release-pipeline")
        @NotBlank(message = "missing or blank (expected: who makes the change)")
        @Size(max = 200, message = "(expected: at most 200 characters)")
        String author,

        @Schema(example = "latency")
        @NotBlank(message = "missing or blank (expected: why the change is made)")
        @Size(max = 1000, message = "(expected: at most 1000 characters)")
        String reason) {

    ChangeNote note() {
        return new ChangeNote(author, reason);
    }
}
