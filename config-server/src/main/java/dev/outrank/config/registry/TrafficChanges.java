package dev.outrank.config.registry;

import dev.outrank.config.registry.RevisionedTransactions.Ledger;
import dev.outrank.registry.Canary;
import dev.outrank.registry.VersionState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Says which version of a model answers which requests. */
final class TrafficChanges {

    private final RegistryStore store;
    private final RevisionedTransactions transactions;
    private final Supersession supersession;

    TrafficChanges(RegistryStore store, RevisionedTransactions transactions, Supersession supersession) {
        this.store = store;
        this.transactions = transactions;
        this.supersession = supersession;
    }

    Changed activate(String model, String version, Writing writing) {
        return transactions.run(ledger -> activate(ledger, store.requireModel(model), version, writing));
    }

    private Changed activate(Ledger ledger, RegistryModel model, String version, Writing writing) {
        RegistryVersion chosen = store.requireVersion(model.name(), version);
        VersionState next = Lifecycle.activate(chosen, model.activeVersion() == null);
        if (next == chosen.state()) {
            return activateAgain(ledger, model, chosen, writing);
        }
        requireNotPinned(model);
        long revision = ledger.append(writing, model.name(), version);
        RegistryVersion active = chosen.in(next, revision).superseded(null);
        store.update(active);
        store.update(model.withActive(version));
        supersession.apply(model, version, revision);
        return new Changed(revision, model.name(), active.toEntry());
    }

    /** The active version answers all requests again; where it does already, nothing is changed. */
    private Changed activateAgain(Ledger ledger, RegistryModel model, RegistryVersion active, Writing writing) {
        String canary = model.canaryVersion();
        if (canary == null) {
            return unchanged(ledger, active);
        }
        requireNotPinned(model);
        long revision = ledger.append(writing, model.name(), active.version());
        store.update(model.withCanary(null));
        giveBack(store.requireVersion(model.name(), canary), revision);
        return new Changed(revision, model.name(), active.toEntry());
    }

    Changed canary(String model, Canary canary, Writing writing) {
        return transactions.run(ledger -> {
            RegistryModel row = store.requireModel(model);
            RegistryVersion chosen = store.requireVersion(model, canary.version());
            Lifecycle.requireTriable(chosen);
            if (canary.equals(row.canary()) && writing.beside() == null) {
                return unchanged(ledger, chosen);
            }
            requireNotPinned(row);
            requireNoOtherCanary(row, canary.version());
            long revision = ledger.append(writing, model, canary.version());
            store.update(row.withCanary(canary));
            return new Changed(revision, model, chosen.toEntry());
        });
    }

    Changed endCanary(String model, Writing writing) {
        return transactions.run(ledger -> endCanary(ledger, store.requireModel(model), writing));
    }

    private Changed endCanary(Ledger ledger, RegistryModel model, Writing writing) {
        String canary = model.canaryVersion();
        if (canary == null && writing.beside() == null) {
            return unchanged(ledger, requireActive(model, "to have a canary"));
        }
        RegistryVersion stable = requireActive(model, "to have a canary");
        long revision = ledger.append(writing, model.name(), canary == null ? stable.version() : canary);
        store.update(model.withCanary(null));
        if (canary != null) {
            giveBack(store.requireVersion(model.name(), canary), revision);
        }
        return new Changed(revision, model.name(), stable.toEntry());
    }

    /** What was tried in the place of the active version on some replicas leaves them to that again. */
    private void giveBack(RegistryVersion tried, long revision) {
        if (tried.isExchanged()) {
            store.update(tried.in(VersionState.RETIRING, revision));
        }
    }

    /**
     * Ends the canary where there is one and no version is named, or it is tried against the one that is; else goes back to a version that served.
     *
     * @param from what the caller goes back from: the canary where one is tried, else the active version; null for whichever it is
     */
    Changed rollback(String model, @Nullable String version, @Nullable String from, Writing writing) {
        return transactions.run(ledger -> {
            RegistryModel row = store.requireModel(model);
            requireNewest(row, from);
            boolean tried = row.canaryVersion() != null;
            if (tried && (version == null || version.equals(row.activeVersion()))) {
                return endCanary(ledger, row, writing);
            }
            return activate(ledger, row, version == null ? newestSuperseded(model) : version, writing);
        });
    }

    /** Who did not hear that it went back, and asks again, is not to go back to what it went from. */
    private static void requireNewest(RegistryModel model, @Nullable String from) {
        String newest = model.canaryVersion() == null ? model.activeVersion() : model.canaryVersion();
        if (from != null && !from.equals(newest)) {
            throw new ConflictException("from: '" + from + "', but of model '" + model.name() + "' version '"
                    + model.activeVersion() + "' is active"
                    + (model.canaryVersion() == null ? "" : " and '" + model.canaryVersion() + "' tried")
                    + " (expected: '" + newest + "', to go back from; it was changed meanwhile, or went back already)");
        }
    }

    private String newestSuperseded(String model) {
        return store.versions(model).stream()
                .filter(Supersession::isRetained)
                .max(Comparator.comparingLong(Supersession::since))
                .map(RegistryVersion::version)
                .orElseThrow(
                        () -> new ConflictException(
                                "model: '" + model
                                        + "' has no superseded version that is still READY (expected: one, to go back to; name a version, or load one)"));
    }

    Changed pin(String model, boolean pinned, Writing writing) {
        return transactions.run(ledger -> {
            RegistryModel row = store.requireModel(model);
            RegistryVersion active = requireActive(row, "to be pinned");
            if (row.pinned() == pinned) {
                return unchanged(ledger, active);
            }
            long revision = ledger.append(writing, model, active.version());
            store.update(row.withPinned(pinned));
            return new Changed(revision, model, active.toEntry());
        });
    }

    private static Changed unchanged(Ledger ledger, RegistryVersion version) {
        return new Changed(ledger.current(), version.model(), version.toEntry());
    }

    private RegistryVersion requireActive(RegistryModel model, String purpose) {
        String active = model.activeVersion();
        if (active == null) {
            throw new ConflictException(
                    "model: '" + model.name() + "' has no active version (expected: one, " + purpose + ")");
        }
        return store.requireVersion(model.name(), active);
    }

    private void requireNoOtherCanary(RegistryModel model, String version) {
        requireActive(model, "to try another");
        String canary = model.canaryVersion();
        if (canary != null && !canary.equals(version)) {
            throw new ConflictException("canary of model '" + model.name() + "': version '" + canary
                    + "' (expected: none, to try '" + version + "'; end it first)");
        }
    }

    private static void requireNotPinned(RegistryModel model) {
        if (model.pinned()) {
            throw new ConflictException("model: '" + model.name() + "' is pinned to version '" + model.activeVersion()
                    + "' (expected: not pinned; unpin it first)");
        }
    }
}
