package dev.outrank.config.registry;

import dev.outrank.registry.VersionState;
import java.util.Optional;

/** Writes down what the registry changes by itself. */
final class Transitions {

    static final String AUTHOR = "registry";

    private static final int MAX_REASON = 1000;
    private static final int MAX_FAILURE = 4000;

    private final RegistryStore store;
    private final RevisionedTransactions transactions;

    Transitions(RegistryStore store, RevisionedTransactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    /** Makes a transition, unless anything was changed since the revision that it was decided at. */
    Optional<Changed> apply(Transition transition, long decidedAt) {
        return transactions.run(ledger -> {
            if (ledger.current() != decidedAt) {
                return Optional.empty();
            }
            RegistryVersion version = store.requireVersion(transition.model(), transition.version());
            requireFrom(transition, version);
            long revision = ledger.append(writing(transition), transition.model(), transition.version());
            RegistryVersion changed = changed(transition, version, revision);
            store.update(changed);
            return Optional.of(new Changed(revision, transition.model(), changed.toEntry()));
        });
    }

    private static Writing writing(Transition transition) {
        ChangeAction action =
                switch (transition) {
                    case Transition.Ready _ -> ChangeAction.READY;
                    case Transition.Failed _ -> ChangeAction.FAIL;
                    case Transition.Retiring _ -> ChangeAction.RETIRE;
                    case Transition.Retired _ -> ChangeAction.RETIRED;
                    case Transition.Hold _ -> ChangeAction.HOLD;
                };
        return Writing.plain(action, new ChangeNote(AUTHOR, shortened(transition.reason(), MAX_REASON)));
    }

    private static RegistryVersion changed(Transition transition, RegistryVersion version, long revision) {
        return switch (transition) {
            case Transition.Ready _ -> version.in(VersionState.READY, revision);
            case Transition.Failed failed -> version.failed(shortened(failed.reason(), MAX_FAILURE), revision);
            case Transition.Retiring _ -> version.in(VersionState.RETIRING, revision);
            // What its holders let go for it comes back to them.
            case Transition.Retired _ ->
                version.in(VersionState.RETIRED, revision).heldBy(null, revision);
            case Transition.Hold hold -> version.heldBy(hold.holders(), revision);
        };
    }

    private static void requireFrom(Transition transition, RegistryVersion version) {
        boolean allowed =
                switch (transition) {
                    case Transition.Ready _, Transition.Failed _ -> version.state() == VersionState.LOADING;
                    case Transition.Retiring _ -> version.state() == VersionState.READY;
                    case Transition.Retired _ -> version.state() == VersionState.RETIRING;
                    case Transition.Hold _ -> version.state().isLoadable();
                };
        if (!allowed) {
            throw new ConflictException("state of version '" + version.version() + "' of model '" + version.model()
                    + "': " + version.state() + " (expected: one that allows " + transition + ")");
        }
    }

    /** Services report what failed in the words of libraries; databases do not take every character of them. */
    private static String shortened(String text, int most) {
        String written = text.replaceAll("\\p{Cntrl}", " ");
        return written.length() <= most ? written : written.substring(0, most - 1) + "…";
    }
}
