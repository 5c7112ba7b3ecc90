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
import org.springframework.transaction.support.TransactionOperations;

/** Runs changes one after another, also those of other processes on the same database, each in one transaction that also appends its revision. */
final class RevisionedTransactions {

    private static final Logger log = LoggerFactory.getLogger(RevisionedTransactions.class);
    /** Databases bound how long they wait for a lock; changes take milliseconds, so that a second wait is rare. */
    private static final int MAX_WAITS = 5;

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
     * Runs a change when those before it have ended. What it reads is of the last revision until it ends, and it is run once.
     *
     * @param change reads, decides, appends to the ledger, writes
     * @throws ConflictException if the change refuses, or the changes before it do not end
     */
    <T> T run(Function<Ledger, T> change) {
        for (int wait = 1; wait <= MAX_WAITS; wait++) {
            try {
                return transactions.execute(status -> inTurn(change));
            } catch (ConcurrencyFailureException e) {
                log.debug("Wait {} for the changes before this one was ended: {}", wait, e.getMessage());
            }
        }
        throw new ConflictException("registry: the database gave up " + MAX_WAITS
                + " times to wait for other changes (expected: fewer writers at one moment; try again)");
    }

    private <T> T inTurn(Function<Ledger, T> change) {
        Ledger ledger = new Ledger(store.lockState());
        T result = change.apply(ledger);
        ledger.complete();
        return result;
    }
}
