package dev.outrank.config.registry.http;

import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.InvalidFieldException;
import dev.outrank.registry.Canary;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body that gives a version a part of the requests. */
record CanaryRequest(
        @Schema(example = "5", description = "of the requests that name no version, above 0, at most 100")
        @NotNull(message = "missing (expected: above 0, at most 100)")
        Double percent,

        @Schema(example = "release-pipeline")
        @NotBlank(message = "missing or blank (expected: who makes the change)")
        @Size(max = 200, message = "(expected: at most 200 characters)")
        String author,

        @Schema(example = "a first look")
        @NotBlank(message = "missing or blank (expected: why the change is made)")
        @Size(max = 1000, message = "(expected: at most 1000 characters)")
        String reason) {

    Canary toCanary(String version) {
        if (!(percent > 0 && percent <= 100)) {
            throw new InvalidFieldException("percent", percent + " (expected: above 0, at most 100)");
        }
        return new Canary(version, percent);
    }

    ChangeNote note() {
        return new ChangeNote(author, reason);
    }
}
