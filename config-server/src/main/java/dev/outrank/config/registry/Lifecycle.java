package dev.outrank.config.registry;

import static dev.outrank.registry.VersionState.LOADING;
import static dev.outrank.registry.VersionState.READY;
import static dev.outrank.registry.VersionState.RETIRED;
import static dev.outrank.registry.VersionState.RETIRING;
import static dev.outrank.registry.VersionState.SERVING;

import dev.outrank.registry.VersionState;

/** Which state a version may go to. See the package's documentation for the picture. A state that it is in already is no failure. */
final class Lifecycle {

    private Lifecycle() {}

    /**
     * Returns the state of a version that services are asked to load.
     *
     * @throws ConflictException if its state does not allow it
     */
    static VersionState load(RegistryVersion version) {
        return switch (version.state()) {
            case REGISTERED, FAILED -> LOADING;
            case LOADING, READY, SERVING -> version.state();
            case RETIRING, RETIRED ->
                throw refused(version, "REGISTERED or FAILED, to be loaded; register the files as a new version");
        };
    }

    /**
     * Returns the active state.
     *
     * @param first whether the model has no active version: then there is nothing to wait for
     * @throws ConflictException if its state does not allow it
     */
    static VersionState activate(RegistryVersion version, boolean first) {
        return switch (version.state()) {
            case READY, SERVING -> SERVING;
            case REGISTERED, LOADING -> {
                if (!first) {
                    throw refused(version, "READY, to be activated; load it, and wait until it is");
                }
                yield SERVING;
            }
            case RETIRING, RETIRED, FAILED -> throw refused(version, "READY, to be activated");
        };
    }

    /**
     * Refuses to try a version that cannot answer, or that answers all requests as it is.
     *
     * @throws ConflictException if it is not ready
     */
    static void requireTriable(RegistryVersion version) {
        if (version.state() != READY) {
            throw refused(version, "READY, to be given a part of the requests");
        }
    }

    /**
     * Returns the state of a version that is given up.
     *
     * @param canary whether it is tried on some requests
     * @throws ConflictException if requests that name no version go to it
     */
    static VersionState retire(RegistryVersion version, boolean canary) {
        if (canary) {
            throw refused(version, "not the canary, to be retired; end the canary first");
        }
        return switch (version.state()) {
            case REGISTERED, LOADING, READY, FAILED, RETIRING -> RETIRING;
            case RETIRED -> RETIRED;
            case SERVING ->
                throw refused(version, "not SERVING, to be retired; activate another version of the model first");
        };
    }

    private static ConflictException refused(RegistryVersion version, String expected) {
        return new ConflictException("state of version '" + version.version() + "' of model '" + version.model() + "': "
                + version.state() + " (expected: " + expected + ")");
    }
}
