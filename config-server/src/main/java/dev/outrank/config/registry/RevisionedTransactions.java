package dev.outrank.config.registry;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionOperations;

/** Runs changes, each in one transaction that also appends its revision. */
final class RevisionedTransactions {

    private static final Logger log = LoggerFactory.getLogger(RevisionedTransactions.class);
    /** In each round one writer gets through, so this bounds the writers at one moment; people and pipelines are far fewer. */
    private static final int MAX_ATTEMPTS = 50;

    private final TransactionOperations transactions;
    private final RegistryStore store;
    private final Clock clock;
    private final List<ChangeListener> listeners;

    RevisionedTransactions(
            TransactionOperations transactions, RegistryStore store, Clock clock, List<ChangeListener> listeners) {
        this.transactions = transactions;
        this.store = store;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    /** A change being made: what it may know and do about revisions. */
    final class Ledger {

        private final RegistryState state;
        private @Nullable Revision appended;
        private @Nullable LongConsumer beside;

        private Ledger(RegistryState state) {
            this.state = state;
        }

        /** Returns the revision that the change is based on. */
        long current() {
            return state.currentRevision();
        }

        /** Appends the change's revision and returns its number. To be called once at most, before the rows are written. */
        long append(Writing writing, String model, String version) {
            OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
            ChangeNote note = writing.note();
            Revision revision = store.append(
                    state,
                    new RegistryRevision(0, now, note.author(), note.reason(), writing.action(), model, version));
            appended = revision;
            beside = writing.beside();
            return revision.revision();
        }

        /** Lets others write what belongs to the change. */
        private void complete() {
            Revision revision = appended;
            if (revision == null) {
                return;
            }
            if (beside != null) {
                beside.accept(revision.revision());
            }
            listeners.forEach(listener -> listener.changed(revision));
        }
    }

    /**
     * Runs a change until it was not overtaken.
     *
     * @param change reads, decides, appends to the ledger, writes; is run again from the beginning after a collision
     * @throws ConflictException if the change refuses what nothing has changed since, or is overtaken again and again
     * @throws UnknownEntryException if the change misses what nothing has added since
     */
    <T> T run(Function<Ledger, T> change) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                return transactions.execute(status -> once(change));
            } catch (ConcurrencyFailureException | DuplicateKeyException e) {
                log.debug("Attempt {} was overtaken by another change: {}", attempt, e.getMessage());
            }
        }
        throw new ConflictException(
                "revision: overtaken by other changes " + MAX_ATTEMPTS + " times (expected: fewer writers; try again)");
    }

    private <T> T once(Function<Ledger, T> change) {
        Ledger ledger = new Ledger(store.state());
        T result;
        try {
            result = change.apply(ledger);
        } catch (ConflictException | UnknownEntryException refusal) {
            requireNotOvertaken(ledger);
            throw refusal;
        }
        requireNotOvertaken(ledger);
        ledger.complete();
        return result;
    }

    /** Each statement sees what is committed by then, so what was refused, or left as it is, may have been read after another change. */
    private void requireNotOvertaken(Ledger ledger) {
        if (ledger.appended == null && store.state().currentRevision() != ledger.current()) {
            throw new OptimisticLockingFailureException("judged by rows of a later revision");
        }
    }
}
