package dev.outrank.registry;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a snapshot. Unknown fields are skipped, so that a newer registry can be read. */
final class SnapshotFormat {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SnapshotFormat() {}

    /**
     * Returns the snapshot that this JSON describes.
     *
     * @param origin where it came from, for the message
     * @throws RegistryException when it is not a snapshot
     */
    static RegistrySnapshot parse(byte[] json, String origin) {
        try {
            RegistrySnapshot snapshot = MAPPER.readValue(json, RegistrySnapshot.class);
            if (snapshot == null) {
                throw new RegistryException(origin + ": null (expected: a registry snapshot)");
            }
            return snapshot;
        } catch (JacksonException e) {
            throw new RegistryException(
                    origin + ": not a registry snapshot: " + e.getOriginalMessage()
                            + " (expected: revision and models)",
                    e);
        }
    }

    /**
     * Returns the position that this JSON describes.
     *
     * @param origin where it came from, for the message
     * @throws RegistryException when it is none
     */
    static RevisionWatch.Word.At parsePosition(String json, String origin) {
        try {
            return MAPPER.readValue(json, RevisionWatch.Word.At.class);
        } catch (JacksonException e) {
            throw new RegistryException(
                    origin + ": not a position: " + e.getOriginalMessage() + " (expected: registry and revision)", e);
        }
    }

    static byte[] toJson(RegistrySnapshot snapshot) {
        return MAPPER.writeValueAsBytes(snapshot);
    }
}
