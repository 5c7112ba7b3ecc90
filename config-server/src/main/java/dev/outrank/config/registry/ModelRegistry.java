package dev.outrank.config.registry;

import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry: everything that can be asked of it. Thread-safe; several may share a database.
 *
 * <p>Every change throws an {@link UnknownEntryException} if there is no such model or version.
 */
public final class ModelRegistry {

    private final RegistryStore store;
    private final SnapshotReader snapshots;
    private final Registrations registrations;
    private final VersionChanges versions;
    private final TrafficChanges traffic;
    private final Transitions transitions;

    ModelRegistry(
            RegistryStore store,
            SnapshotReader snapshots,
            Registrations registrations,
            VersionChanges versions,
            TrafficChanges traffic,
            Transitions transitions) {
        this.store = store;
        this.snapshots = snapshots;
        this.registrations = registrations;
        this.versions = versions;
        this.traffic = traffic;
        this.transitions = transitions;
    }

    /**
     * Makes a version known, after its files were checked.
     *
     * @throws ConflictException if the model has a version of this name
     * @throws InvalidFieldException if bundle, plan and shards are not whole or do not belong together
     */
    public Changed register(Registration registration, ChangeNote note) {
        return registrations.register(registration, note);
    }

    /**
     * Asks the services to load a version.
     *
     * @throws ConflictException if it is given up, or the replicas have no room for it
     */
    public Changed load(String model, String version, ChangeNote note) {
        return versions.load(model, version, note);
    }

    /**
     * Makes a version the one that answers requests that name none, and ends a canary. The one before is kept ready, as the newest of those that are.
     *
     * @throws ConflictException if the version is not ready, unless it is the model's first, or the model is pinned
     */
    public Changed activate(String model, String version, ChangeNote note) {
        return activate(model, version, Writing.plain(ChangeAction.ACTIVATE, note));
    }

    /** Activates a version, as {@link #activate(String, String, ChangeNote)}; nothing is written where it is active already. */
    public Changed activate(String model, String version, Writing writing) {
        return traffic.activate(model, version, writing);
    }

    /**
     * Gives a version up for good: it takes no new requests, and is let go after its last one.
     *
     * @throws ConflictException if it is the active one or the canary
     */
    public Changed retire(String model, String version, ChangeNote note) {
        return versions.retire(model, version, note);
    }

    /**
     * Gives a version a part of the requests that name none, more or less than it has.
     *
     * @throws ConflictException if the version is not ready, another one is tried, none is active, or the model is pinned
     */
    public Changed canary(String model, Canary canary, ChangeNote note) {
        return canary(model, canary, Writing.plain(ChangeAction.CANARY, note));
    }

    /** Gives a version a part of the requests, as {@link #canary(String, Canary, ChangeNote)}. */
    public Changed canary(String model, Canary canary, Writing writing) {
        return traffic.canary(model, canary, writing);
    }

    /** Gives the canary's part back to the active version, which is returned; changes nothing where none is tried. */
    public Changed endCanary(String model, ChangeNote note) {
        return endCanary(model, Writing.plain(ChangeAction.END_CANARY, note));
    }

    /** Ends the canary, as {@link #endCanary(String, ChangeNote)}. */
    public Changed endCanary(String model, Writing writing) {
        return traffic.endCanary(model, writing);
    }

    /**
     * Goes back: ends the canary where there is one and no version is named, else activates a version that served before.
     *
     * @param version null for the newest superseded one that is ready
     * @throws ConflictException if there is none to go back to, or the model is pinned
     */
    public Changed rollback(String model, @Nullable String version, ChangeNote note) {
        return rollback(model, version, null, note);
    }

    /**
     * Goes back, as {@link #rollback(String, String, ChangeNote)}, unless that was done already.
     *
     * @param from what the caller goes back from: the canary where one is tried, else the active version; null for whichever it is
     * @throws ConflictException also if it is another
     */
    public Changed rollback(String model, @Nullable String version, @Nullable String from, ChangeNote note) {
        return traffic.rollback(model, version, from, Writing.plain(ChangeAction.ROLL_BACK, note));
    }

    /** Refuses all changes of a model's traffic until it is unpinned, save the end of a canary. */
    public Changed pin(String model, ChangeNote note) {
        return traffic.pin(model, true, Writing.plain(ChangeAction.PIN, note));
    }

    /** Allows changes of a model's traffic again. */
    public Changed unpin(String model, ChangeNote note) {
        return traffic.pin(model, false, Writing.plain(ChangeAction.UNPIN, note));
    }

    /**
     * Makes a change that follows from what services report.
     *
     * @param decidedAt the revision of what it was decided from
     * @return nothing where anything was changed since
     */
    public Optional<Changed> apply(Transition transition, long decidedAt) {
        return transitions.apply(transition, decidedAt);
    }

    /** Returns everything at the current revision. */
    public PublishedSnapshot snapshot() {
        return snapshots.read();
    }

    /** Returns everything at the current revision, with what the registry keeps for itself. */
    public RegistryLife life() {
        return snapshots.read(store.shards());
    }

    /** Returns a model with all its versions, or throws an {@link UnknownEntryException}. */
    public ModelEntry model(String name) {
        return snapshots.read().snapshot().model(name).orElseThrow(() -> UnknownEntryException.model(name));
    }

    /** Returns a version, or throws an {@link UnknownEntryException}. */
    public VersionEntry version(String model, String version) {
        return model(model).version(version).orElseThrow(() -> UnknownEntryException.version(model, version));
    }

    /** Returns at most {@code limit} revisions with numbers above {@code after}, the oldest first. */
    public List<Revision> revisionsAfter(long after, int limit) {
        return store.revisionsAfter(after, limit);
    }

    /** Returns at most {@code limit} revisions with numbers below {@code before}, the newest first. */
    public List<Revision> revisions(long before, int limit) {
        return store.revisions(before, limit);
    }
}
