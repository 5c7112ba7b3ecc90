package dev.outrank.config.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change that the registry makes by itself, from what the services report. */
public sealed interface Transition {

    /** Returns the model's name. */
    String model();

    /** Returns the version's name. */
    String version();

    /** Returns why, for those who read the revisions. */
    String reason();

    /** {@code LOADING} → {@code READY}. */
    record Ready(String model, String version, String reason) implements Transition {}

    /** {@code LOADING} → {@code FAILED}; the reason is what its entry says. */
    record Failed(String model, String version, String reason) implements Transition {}

    /** {@code READY} → {@code RETIRING}, of a version that is not to be kept. */
    record Retiring(String model, String version, String reason) implements Transition {}

    /** {@code RETIRING} → {@code RETIRED}. */
    record Retired(String model, String version, String reason) implements Transition {}

    /**
     * Other instances are to hold a version.
     *
     * @param holders their names; null for all
     */
    record Hold(String model, String version, @Nullable List<String> holders, String reason) implements Transition {}
}
