package dev.outrank.registry.report;

import dev.outrank.registry.Required;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has of one version.
 *
 * @param model the model's name
 * @param version the version's name
 * @param state what became of it there
 * @param fingerprint what is loaded: of embedding its shard's, 16 hexadecimal digits; of ranking the bundle's; null where nothing is, never of what is {@code LOADED}
 * @param reason why it could not be loaded; never null of what {@code FAILED}
 */
public record VersionReport(
        String model,
        String version,
        LoadState state,
        @Nullable String fingerprint,
        @Nullable String reason) {

    public VersionReport {
        Required.text("model", model);
        Required.text("version", version);
        Required.present("state", state);
        if (state == LoadState.LOADED) {
            Required.text("fingerprint", fingerprint);
        }
        if (state == LoadState.FAILED) {
            Required.text("reason", reason);
        }
    }

    /** What became of a version in an instance. */
    public enum LoadState {
        /** On its way. */
        LOADING,
        /** Answers. */
        LOADED,
        /** Takes no new requests, and has some that are not answered yet. */
        DRAINING,
        /** Could not be loaded; tried again later. */
        FAILED
    }
}
