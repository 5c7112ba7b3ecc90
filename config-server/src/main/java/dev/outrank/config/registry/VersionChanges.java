package dev.outrank.config.registry;

import dev.outrank.config.report.ReplicaReports;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.VersionReport;
import java.util.List;
import java.util.stream.Collectors;

/** Brings versions to the services, and takes them away. */
final class VersionChanges {

    private final RegistryStore store;
    private final RevisionedTransactions transactions;
    private final Registrations registrations;
    private final ReplicaReports reports;

    VersionChanges(
            RegistryStore store,
            RevisionedTransactions transactions,
            Registrations registrations,
            ReplicaReports reports) {
        this.store = store;
        this.transactions = transactions;
        this.registrations = registrations;
        this.reports = reports;
    }

    Changed load(String model, String version, ChangeNote note) {
        Writing writing = Writing.plain(ChangeAction.LOAD, note);
        List<ShardFacts> shards = registrations.shards(requireVersion(model, version));
        return transactions.run(ledger -> {
            RegistryModel row = store.requireModel(model);
            RegistryVersion chosen = requireVersion(model, version);
            VersionState next = Lifecycle.load(chosen);
            if (next == chosen.state()) {
                return new Changed(ledger.current(), model, chosen.toEntry());
            }
            requireNoExchange(model);
            registrations.keepShards(chosen, shards);
            boolean turns = requireRoom(row, chosen);
            if (turns) {
                requireAlone(row, chosen);
            }
            long revision = ledger.append(writing, model, version);
            RegistryVersion loading = chosen.in(next, revision).heldBy(turns ? List.of() : null, revision);
            store.update(loading);
            return new Changed(revision, model, loading.toEntry());
        });
    }

    private RegistryVersion requireVersion(String model, String version) {
        var _ = store.requireModel(model);
        return store.requireVersion(model, version);
    }

    private void requireNoExchange(String model) {
        store.versions(model).stream()
                .filter(RegistryVersion::isExchanged)
                .findFirst()
                .ifPresent(other -> {
                    throw new ConflictException("version: '" + other.version() + "' of model '" + model
                            + "' is being exchanged replica by replica" + failures(other)
                            + " (expected: none, to load another; wait for it" + wayOut(other) + ")");
                });
    }

    /** Returns which holders cannot load a version, and why; nothing where none says so. */
    private String failures(RegistryVersion version) {
        List<String> holders = version.toEntry().holders();
        return reports.live().stream()
                .filter(replica -> holders != null && holders.contains(replica.instance()))
                .flatMap(replica -> replica.version(version.model(), version.version()).stream()
                        .filter(report -> report.state() == VersionReport.LoadState.FAILED)
                        .map(report -> "; " + replica.instance() + " cannot load it: " + report.reason()
                                + "; mend that, or stop this replica"))
                .collect(Collectors.joining());
    }

    private static String wayOut(RegistryVersion version) {
        return version.state() == VersionState.SERVING ? "" : ", or retire it";
    }

    /** Holders keep what is exchanged and nothing else that could be activated. */
    private void requireAlone(RegistryModel model, RegistryVersion version) {
        store.versions(model.name()).stream()
                .filter(other -> other.supersededRevision() == null)
                .filter(other -> !other.version().equals(model.activeVersion())
                        && !other.version().equals(version.version()))
                .filter(other -> other.state().isLoadable())
                .findFirst()
                .ifPresent(other -> {
                    throw new ConflictException("version: '" + other.version() + "' of model '" + model.name() + "' is "
                            + other.state() + " (expected: none but the active one, to exchange it for '"
                            + version.version() + "' replica by replica; retire it first)");
                });
    }

    /** Returns whether replicas are to take turns. */
    private boolean requireRoom(RegistryModel model, RegistryVersion version) {
        String active = model.activeVersion();
        List<ShardFacts> held = active == null ? List.of() : store.shards(store.requireVersion(model.name(), active));
        MemoryBound bound = new MemoryBound(version.toEntry(), store.shards(version), reports.live());
        if (active == null) {
            bound.requireRoomBeside(model.name());
            return false;
        }
        return bound.requireRoom(model.name(), held);
    }

    Changed retire(String model, String version, ChangeNote note) {
        Writing writing = Writing.plain(ChangeAction.RETIRE, note);
        return transactions.run(ledger -> {
            RegistryModel row = store.requireModel(model);
            RegistryVersion chosen = requireVersion(model, version);
            VersionState next = Lifecycle.retire(chosen, version.equals(row.canaryVersion()));
            if (next == chosen.state()) {
                return new Changed(ledger.current(), model, chosen.toEntry());
            }
            long revision = ledger.append(writing, model, version);
            RegistryVersion retiring = chosen.in(next, revision);
            store.update(retiring);
            return new Changed(revision, model, retiring.toEntry());
        });
    }
}
