package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import dev.outrank.workbench.registry.Publication;
import dev.outrank.workbench.registry.Registration;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.registry.Signature;
import java.time.Duration;
import java.util.List;

/**
 * Brings versions as the publish command does.
 *
 * @param registry of the stack
 * @param book that knows what versions are made of
 */
record Swaps(RegistryApi registry, VersionBook book) {

    static final Signature SIGNATURE = new Signature("outrank", "lifecycle");

    /** Loads take a second; a machine that starts services meanwhile takes longer. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration LOOK = Duration.ofMillis(100);

    /** Returns a version's registration. */
    static Registration registration(Contents contents, String version, MemoryMode mode) {
        return new Registration(
                Library.MODEL,
                version,
                contents.files().bundle(),
                contents.files().shards(),
                mode);
    }

    /** Registers a version, unless it is known, and has it loaded; returns when it is ready. */
    Publication ready(Contents contents, String version, MemoryMode mode) throws InterruptedException {
        book.note(version, contents);
        Publication publication = Publication.registerAs(registry, registration(contents, version, mode), SIGNATURE);
        publication.load();
        publication.awaitReady(PATIENCE, missing -> {});
        return publication;
    }

    /** Makes a version the active one, whatever of that is done already. */
    void swap(Contents contents, String version) throws InterruptedException {
        swap(contents, version, MemoryMode.BESIDE);
    }

    /** The same for shards that hold it in one of the two ways. */
    void swap(Contents contents, String version, MemoryMode mode) throws InterruptedException {
        ready(contents, version, mode).activate();
    }

    /** Makes a fresh version the active one, and returns when the one before is gone. */
    String swapAndRetire(Contents contents) throws InterruptedException {
        String version = book.next(contents);
        swap(contents, version);
        awaitAlone(version);
        return version;
    }

    /** Returns the model. */
    ModelEntry model() throws InterruptedException {
        return registry.model(Library.MODEL)
                .orElseThrow(() -> new DependencyException("model: none (expected: " + Library.MODEL + ")"));
    }

    /**
     * Waits until a version is active and no other one is on its way in or out.
     *
     * @throws DependencyException with the states that are left
     */
    void awaitAlone(String version) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> half = halfStates(version);
        while (!half.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new DependencyException("registry: " + half + " (expected: " + version
                        + " SERVING, all others REGISTERED, RETIRED or FAILED)");
            }
            Thread.sleep(LOOK);
            half = halfStates(version);
        }
    }

    /** Returns what is in the way of a version being the only one. */
    List<String> halfStates(String version) throws InterruptedException {
        ModelEntry model = model();
        return model.versions().stream()
                .filter(entry -> !isSettled(entry, version))
                .map(entry -> entry.version() + " " + entry.state())
                .toList();
    }

    private static boolean isSettled(VersionEntry entry, String version) {
        if (entry.version().equals(version)) {
            return entry.state() == VersionState.SERVING && entry.holders() == null;
        }
        return switch (entry.state()) {
            case REGISTERED, RETIRED, FAILED -> true;
            case LOADING, READY, SERVING, RETIRING -> false;
        };
    }
}
