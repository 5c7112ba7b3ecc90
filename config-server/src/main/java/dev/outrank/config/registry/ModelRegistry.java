package dev.outrank.config.registry;

import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.util.List;

/** The registry: everything that can be asked of it. Thread-safe; several may share a database. */
public final class ModelRegistry {

    private final RegistryStore store;
    private final SnapshotReader snapshots;
    private final RevisionedTransactions transactions;
    private final BundleInspection inspection;

    ModelRegistry(
            RegistryStore store,
            SnapshotReader snapshots,
            RevisionedTransactions transactions,
            BundleInspection inspection) {
        this.store = store;
        this.snapshots = snapshots;
        this.transactions = transactions;
        this.inspection = inspection;
    }

    /**
     * Makes a version known, after its files were checked.
     *
     * @throws ConflictException if the model has a version of this name
     * @throws InvalidFieldException if bundle, plan and shards are not whole or do not belong together
     */
    public Changed register(Registration registration, ChangeNote note) {
        requireFree(registration);
        String fingerprint = inspection.inspect(registration);
        return transactions.run(ledger -> {
            requireFree(registration);
            long revision = ledger.append(ChangeAction.REGISTER, registration.model(), registration.version(), note);
            if (store.model(registration.model()).isEmpty()) {
                store.insert(new RegistryModel(registration.model(), null, revision));
            }
            RegistryVersion version = registered(registration, fingerprint);
            store.insert(version);
            return new Changed(revision, registration.model(), version.toEntry());
        });
    }

    private static RegistryVersion registered(Registration registration, String fingerprint) {
        return new RegistryVersion(
                null,
                registration.model(),
                registration.version(),
                VersionState.REGISTERED,
                registration.bundle().toUri().toString(),
                registration.shards().toString(),
                fingerprint);
    }

    private void requireFree(Registration registration) {
        if (store.version(registration.model(), registration.version()).isPresent()) {
            throw new ConflictException("version: '" + registration.version() + "' of model '" + registration.model()
                    + "' is registered already (expected: a new version; a version never changes)");
        }
    }

    /**
     * Makes a version the one that answers requests that name none. The active one until then is kept ready.
     *
     * @throws UnknownEntryException if there is no such model or version
     * @throws ConflictException if the version was retired
     */
    public Changed activate(String model, String version, ChangeNote note) {
        return transactions.run(ledger -> {
            RegistryModel row = requireModel(model);
            RegistryVersion chosen = requireVersion(model, version);
            RegistryVersion active = Lifecycle.activate(chosen);
            if (active.equals(chosen)) {
                return new Changed(ledger.current(), model, chosen.toEntry());
            }
            long revision = ledger.append(ChangeAction.ACTIVATE, model, version, note);
            if (row.activeVersion() != null) {
                store.update(Lifecycle.supersede(requireVersion(model, row.activeVersion())));
            }
            store.update(active);
            store.update(row.withActive(version));
            return new Changed(revision, model, active.toEntry());
        });
    }

    /**
     * Gives a version up for good.
     *
     * @throws UnknownEntryException if there is no such model or version
     * @throws ConflictException if it is the active one
     */
    public Changed retire(String model, String version, ChangeNote note) {
        return transactions.run(ledger -> {
            requireModel(model);
            RegistryVersion chosen = requireVersion(model, version);
            RegistryVersion retired = Lifecycle.retire(chosen);
            if (retired.equals(chosen)) {
                return new Changed(ledger.current(), model, chosen.toEntry());
            }
            long revision = ledger.append(ChangeAction.RETIRE, model, version, note);
            store.update(retired);
            return new Changed(revision, model, retired.toEntry());
        });
    }

    private RegistryModel requireModel(String model) {
        return store.model(model).orElseThrow(() -> unknownModel(model));
    }

    private static UnknownEntryException unknownModel(String model) {
        return new UnknownEntryException("model: '" + model + "' (expected: a registered model)");
    }

    private RegistryVersion requireVersion(String model, String version) {
        return store.version(model, version).orElseThrow(() -> unknownVersion(model, version));
    }

    private static UnknownEntryException unknownVersion(String model, String version) {
        return new UnknownEntryException(
                "version: '" + version + "' (expected: a registered version of model '" + model + "')");
    }

    /** Returns everything at the current revision. */
    public PublishedSnapshot snapshot() {
        return snapshots.read();
    }

    /**
     * Returns a model with all its versions.
     *
     * @throws UnknownEntryException if there is none of this name
     */
    public ModelEntry model(String name) {
        RegistrySnapshot snapshot = snapshots.read().snapshot();
        return snapshot.model(name).orElseThrow(() -> unknownModel(name));
    }

    /**
     * Returns a version.
     *
     * @throws UnknownEntryException if there is none of this name, or no such model
     */
    public VersionEntry version(String model, String version) {
        return model(model).version(version).orElseThrow(() -> unknownVersion(model, version));
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
