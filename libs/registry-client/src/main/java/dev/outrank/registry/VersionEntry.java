package dev.outrank.registry;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model.
 *
 * @param version its name, unique within the model
 * @param state where it is in its life
 * @param bundle the bundle's directory, a {@code file:} URI for now
 * @param shards the directory with {@code plan.json} and {@code shard-0}, {@code shard-1}, …, a {@code file:}, {@code http:}, {@code https:} or {@code s3:} URI
 * @param bundleFingerprint the fingerprint that the bundle had when it was registered
 * @param memoryMode whether shards hold it beside the version before it, or instead of it
 * @param holders the instances of embedding that are to hold it, where it is exchanged one replica at a time; null for all of them
 * @param failure why it is {@code FAILED}; null in other states
 */
public record VersionEntry(
        String version,
        VersionState state,
        URI bundle,
        URI shards,
        String bundleFingerprint,
        MemoryMode memoryMode,
        @Nullable List<String> holders,
        @Nullable String failure) {

    public VersionEntry {
        Required.text("version", version);
        Required.present("state", state);
        Required.present("bundle", bundle);
        Required.present("shards", shards);
        Required.text("bundleFingerprint", bundleFingerprint);
        // Missing in copies that were written before there was a choice.
        memoryMode = memoryMode == null ? MemoryMode.BESIDE : memoryMode;
        holders = holders == null ? null : List.copyOf(holders);
    }

    /** Makes an entry that every replica holds beside others, and that did not fail. */
    public VersionEntry(String version, VersionState state, URI bundle, URI shards, String bundleFingerprint) {
        this(version, state, bundle, shards, bundleFingerprint, MemoryMode.BESIDE, null, null);
    }
}
