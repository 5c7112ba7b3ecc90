package dev.outrank.config.registry;

import dev.outrank.registry.VersionState;

/** Which state a version may go to. See the package's documentation for the picture. */
final class Lifecycle {

    private Lifecycle() {}

    /**
     * Returns the version in the active state.
     *
     * @throws ConflictException if its state does not allow it
     */
    static RegistryVersion activate(RegistryVersion version) {
        return switch (version.state()) {
            case REGISTERED, LOADING, READY, SERVING -> version.in(VersionState.SERVING);
            case RETIRING, RETIRED, FAILED -> throw refused(version, "activated", "REGISTERED or READY");
        };
    }

    /** Returns the version that was active until now, kept so that it can be activated again. */
    static RegistryVersion supersede(RegistryVersion version) {
        return version.in(VersionState.READY);
    }

    /**
     * Returns the version in its final state.
     *
     * @throws ConflictException if it is the active one
     */
    static RegistryVersion retire(RegistryVersion version) {
        return switch (version.state()) {
            case REGISTERED, LOADING, READY, RETIRING, RETIRED, FAILED -> version.in(VersionState.RETIRED);
            case SERVING ->
                throw refused(version, "retired", "not SERVING; activate another version of the model first");
        };
    }

    private static ConflictException refused(RegistryVersion version, String action, String expected) {
        return new ConflictException("state of version '" + version.version() + "' of model '" + version.model() + "': "
                + version.state() + " (expected: " + expected + ", to be " + action + ")");
    }
}
