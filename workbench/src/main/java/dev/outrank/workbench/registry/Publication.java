package dev.outrank.workbench.registry;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.manifest.ManifestFormat;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings a version to being the active one. Each step does only what is missing, so that whoever was interrupted begins again. */
public final class Publication {

    private static final long LOOK_MILLIS = 200;

    private final RegistryApi api;
    private final Registration registration;
    private final Signature signature;

    private Publication(RegistryApi api, Registration registration, Signature signature) {
        this.api = api;
        this.registration = registration;
        this.signature = signature;
    }

    /**
     * Registers a version unless it is known. Where the registry knows the name with other files, since it was packed elsewhere or by another build, or for a version that
     * is given up, the next free name is taken.
     */
    public static Publication register(RegistryApi api, Registration wanted, Signature signature)
            throws InterruptedException {
        Optional<ModelEntry> known = api.model(wanted.model());
        String name = wanted.version();
        for (int next = 2; isTaken(known, wanted.named(name)); next++) {
            name = wanted.version() + "-" + next;
        }
        return register(api, known, wanted.named(name), signature);
    }

    /**
     * Registers a version under this name and no other, unless it is known.
     *
     * @throws CallerException if the name is another version's, also one of these files before they were changed
     */
    public static Publication registerAs(RegistryApi api, Registration wanted, Signature signature)
            throws InterruptedException {
        Optional<ModelEntry> known = api.model(wanted.model());
        known.flatMap(entry -> entry.version(wanted.version()))
                .filter(wanted::describes)
                .ifPresent(entry -> requireUnchanged(wanted, entry));
        if (isTaken(known, wanted)) {
            throw new CallerException(
                    "--as: '" + wanted.version() + "' of " + wanted.model()
                            + " (expected: a name that is free; this one is taken for good by other files, another --memory-mode, or a version that was retired)");
        }
        return register(api, known, wanted, signature);
    }

    private static void requireUnchanged(Registration wanted, VersionEntry entry) {
        Path manifest = wanted.bundle().resolve(ManifestFormat.FILE_NAME);
        String fingerprint = Bundle.fingerprint(ManifestFormat.read(manifest));
        if (!fingerprint.equals(entry.bundleFingerprint())) {
            throw new CallerException("--as: '" + wanted.version() + "' of " + wanted.model() + ": " + wanted.bundle()
                    + " has the fingerprint " + fingerprint + " (expected: " + entry.bundleFingerprint()
                    + ", as it was registered; a version never changes what it means, choose another name)");
        }
    }

    private static boolean isTaken(Optional<ModelEntry> model, Registration wanted) {
        return model.flatMap(entry -> entry.version(wanted.version()))
                .filter(entry -> !wanted.describes(entry) || isGivenUp(entry))
                .isPresent();
    }

    private static boolean isGivenUp(VersionEntry entry) {
        return entry.state() == VersionState.RETIRING || entry.state() == VersionState.RETIRED;
    }

    private static Publication register(
            RegistryApi api, Optional<ModelEntry> known, Registration wanted, Signature signature)
            throws InterruptedException {
        if (known.flatMap(entry -> entry.version(wanted.version())).isEmpty()) {
            api.register(wanted, signature);
        }
        return new Publication(api, wanted, signature);
    }

    /** Returns the model's name. */
    public String model() {
        return registration.model();
    }

    /** Returns the name that the version has in the registry. */
    public String version() {
        return registration.version();
    }

    private ModelEntry entry() throws InterruptedException {
        return api.model(model()).orElseThrow(this::vanished);
    }

    private VersionEntry version(ModelEntry entry) {
        return entry.version(version()).orElseThrow(this::vanished);
    }

    private DependencyException vanished() {
        return new DependencyException(this + ": not in the registry (expected: registered a moment ago)");
    }

    /** Returns whether it is the active version. */
    public boolean isActive() throws InterruptedException {
        return version().equals(entry().activeVersion());
    }

    /** Returns whether no version of the model is active: then this one may be at once, before any service has loaded it. */
    public boolean isFirst() throws InterruptedException {
        return entry().activeVersion() == null;
    }

    /** Has services load it, unless they were told to already. */
    public void load() throws InterruptedException {
        VersionState state = version(entry()).state();
        if (state == VersionState.REGISTERED || state == VersionState.FAILED) {
            api.load(model(), version(), signature);
        }
    }

    /**
     * Waits until it can be made the active one.
     *
     * @param progress hears what is waited for, whenever that changes
     * @throws DependencyException with the registry's reason where it failed, or with what is missing when the time is over
     */
    public void awaitReady(Duration timeout, Consumer<String> progress) throws InterruptedException {
        int shards = PlanFormat.read(registration.shards().resolve(PlanFormat.FILE_NAME))
                .shards()
                .size();
        long end = System.nanoTime() + timeout.toNanos();
        String told = "";
        for (String missing = missing(shards); !missing.isEmpty(); missing = missing(shards)) {
            if (!missing.equals(told)) {
                progress.accept(missing);
                told = missing;
            }
            if (System.nanoTime() > end) {
                throw new DependencyException(this + ": not READY after " + timeout.toSeconds() + " s, waits for "
                        + missing + " (expected: READY; the same command goes on waiting)");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Returns what it waits for; nothing when it is ready. */
    private String missing(int shards) throws InterruptedException {
        try {
            VersionEntry entry = version(entry());
            return switch (entry.state()) {
                case READY, SERVING -> "";
                case LOADING, REGISTERED -> new Awaited(model(), entry, shards).in(api.replicas());
                case FAILED ->
                    throw new FailedVersionException(
                            this + ": FAILED: " + entry.failure() + " (the same command loads it again)");
                case RETIRING, RETIRED ->
                    throw new FailedVersionException(
                            this + ": " + entry.state() + " (expected: READY; somebody gave it up meanwhile)");
            };
        } catch (FailedVersionException e) {
            throw e;
        } catch (DependencyException e) {
            return "the registry: " + e.getMessage();
        }
    }

    private static final class FailedVersionException extends DependencyException {
        private static final long serialVersionUID = 1L;

        FailedVersionException(String message) {
            super(message);
        }
    }

    /** Makes it the active version, unless it is. */
    public void activate() throws InterruptedException {
        if (!isActive()) {
            api.activate(model(), version(), signature);
        }
    }

    @Override
    public String toString() {
        return model() + ", version " + version();
    }
}
