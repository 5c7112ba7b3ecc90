package dev.outrank.workbench.characterize;

import dev.outrank.bundle.manifest.ElementType;
import java.util.List;
import java.util.Optional;

/**
 * What is served and how, besides the model.
 *
 * @param strategy one of the planner's
 * @param shards how many
 * @param variant what is changed, empty for nothing
 * @param local whether {@code auto} may leave to ranking as many bytes of tables as the mean process has; the other strategies leave it nothing
 * @param dtype in which shards store all tables; as the bundle does where empty
 * @param properties of the distributed ranking service and its shards, in the form {@code --name=value}
 * @param sameBits whether scores must be those of one process bit for bit; else of the first answers, and their change is reported
 */
record Placement(
        String strategy,
        int shards,
        String variant,
        boolean local,
        Optional<ElementType> dtype,
        List<String> properties,
        boolean sameBits) {

    /** The variant of a model whose user comes with every candidate. */
    static final String USER_REPEATED = "user repeated";

    /** The variant that it is held against: nothing is changed but that its processes are as new as those of the other. */
    static final String USER_ONCE = "user once";

    /** A user of thousands of ids for each of hundreds of candidates, and vectors for all of them. */
    private static final List<String> ROOM = List.of(
            "--outrank.ranking.http.max-body-size=256MB",
            "--outrank.ranking.http.max-held-bodies=512MB",
            "--outrank.ranking.http.max-ids=100000000",
            "--outrank.ranking.lookup.max-frame-size=512MB",
            "--outrank.embedding.max-frame-bytes=256MB",
            "--outrank.embedding.max-answer-bytes=512MB",
            "--outrank.embedding.max-held-bytes=512MB");

    Placement {
        properties = List.copyOf(properties);
    }

    /** Returns a placement without a variant. */
    static Placement plain(String strategy, int shards) {
        return new Placement(strategy, shards, "", true, Optional.empty(), List.of(), true);
    }

    /** Returns the same tables in another type; its scores are those of one process that stores them so. */
    Placement stored(ElementType type) {
        return new Placement(strategy, shards, "tables " + type.jsonName(), local, Optional.of(type), properties, true);
    }

    /** Returns the same with all tables on shards. */
    Placement withoutLocal() {
        return new Placement(strategy, shards, "no table in ranking", false, dtype, properties, true);
    }

    /** Returns the same with a property that may change the order of sums in dense nets. */
    Placement with(String label, String property) {
        return new Placement(strategy, shards, label, local, dtype, List.of(property), false);
    }

    /** Returns the same for a model that is sent its user with every candidate, and has its user's nets evaluated for every candidate. */
    Placement repeatingUser() {
        return new Placement(strategy, shards, USER_REPEATED, local, dtype, ROOM, false);
    }

    /** Returns the same with the room that {@link #repeatingUser} needs, in processes of its own. */
    Placement userOnce() {
        return new Placement(strategy, shards, USER_ONCE, local, dtype, ROOM, false);
    }

    /** Returns whether versions of the plan are all that differs: its processes can serve others. */
    boolean isUsual() {
        return properties.isEmpty();
    }

    /** Returns a name that is a version's and a directory's. */
    String version() {
        String suffix = dtype.map(type -> "-" + type.jsonName()).orElse("");
        return strategy + "-" + shards + (local ? "" : "-shards-only") + suffix;
    }

    /** Returns a name for people. */
    String label() {
        return strategy + " on " + shards + (shards == 1 ? " shard" : " shards")
                + (variant.isEmpty() ? "" : ", " + variant);
    }
}
