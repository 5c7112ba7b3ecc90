package dev.outrank.config.registry;

import java.util.List;

/** Makes versions known. */
final class Registrations {

    private final RegistryStore store;
    private final RevisionedTransactions transactions;
    private final BundleInspection inspection;

    Registrations(RegistryStore store, RevisionedTransactions transactions, BundleInspection inspection) {
        this.store = store;
        this.transactions = transactions;
        this.inspection = inspection;
    }

    Changed register(Registration registration, ChangeNote note) {
        requireFree(registration);
        InspectedFiles files = inspection.inspect(registration);
        Writing writing = Writing.plain(ChangeAction.REGISTER, note);
        return transactions.run(ledger -> {
            requireFree(registration);
            long revision = ledger.append(writing, registration.model(), registration.version());
            if (store.model(registration.model()).isEmpty()) {
                store.insert(RegistryModel.first(registration.model(), revision));
            }
            RegistryVersion version =
                    store.insert(RegistryVersion.registered(registration, files.bundleFingerprint(), revision));
            store.insertShards(version, files.shards());
            return new Changed(revision, registration.model(), version.toEntry());
        });
    }

    private void requireFree(Registration registration) {
        if (store.version(registration.model(), registration.version()).isPresent()) {
            throw new ConflictException("version: '" + registration.version() + "' of model '" + registration.model()
                    + "' is registered already (expected: a new version; a version never changes)");
        }
    }

    /** Returns the shards of a version, read from its files where it was registered before they were kept. */
    List<ShardFacts> shards(RegistryVersion version) {
        List<ShardFacts> kept = store.shards(version);
        return kept.isEmpty() ? inspection.inspect(version.toRegistration()).shards() : kept;
    }

    /** Keeps the shards of a version, unless they are kept already. */
    void keepShards(RegistryVersion version, List<ShardFacts> shards) {
        if (store.shards(version).isEmpty()) {
            store.insertShards(version, shards);
        }
    }
}
