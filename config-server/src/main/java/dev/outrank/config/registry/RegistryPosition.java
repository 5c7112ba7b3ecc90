package dev.outrank.config.registry;

/**
 * Where a registry is.
 *
 * @param registry its identity, made once with the database
 * @param revision the number of its last change
 */
public record RegistryPosition(String registry, long revision) {

    /** Returns the position as text, for example {@code 5f0c….12}. */
    public String tag() {
        return registry + "." + revision;
    }

    /** Returns the position of the same registry at another revision. */
    public RegistryPosition at(long other) {
        return new RegistryPosition(registry, other);
    }
}
