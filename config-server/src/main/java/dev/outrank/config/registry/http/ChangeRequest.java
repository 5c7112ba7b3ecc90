package dev.outrank.config.registry.http;

import dev.outrank.config.registry.ChangeNote;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The body of a change that needs no more than who makes it, and why. */
record ChangeRequest(
        @Schema(example = "release-pipeline")
        @NotBlank(message = "missing or blank (expected: who makes the change)")
        @Size(max = 200, message = "(expected: at most 200 characters)")
        String author,

        @Schema(example = "better AUC in the replay")
        @NotBlank(message = "missing or blank (expected: why the change is made)")
        @Size(max = 1000, message = "(expected: at most 1000 characters)")
        String reason) {

    ChangeNote note() {
        return new ChangeNote(author, reason);
    }
}
