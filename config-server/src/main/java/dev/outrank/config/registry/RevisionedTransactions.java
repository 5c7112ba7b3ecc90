package dev.outrank.config.registry;

import dev.outrank.bundle.failure.CapacityException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.support.TransactionOperations;

/** Runs changes one after another, also those of other processes on the same database, each in one transaction that also appends its revision. */
final class RevisionedTransactions {

    /** As long as a query may take; changes take milliseconds. */
    private static final long PATIENCE_SECONDS = 10;

    /** So that one connection of this process waits for the database's lock, and the others are there for readers. */
    private final ReentrantLock turn = new ReentrantLock(true);

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
     * @throws CapacityException if those before it do not end in time
     */
    <T> T run(Function<Ledger, T> change) {
        awaitTurn();
        try {
            return transactions.execute(status -> inTurn(change));
        } finally {
            turn.unlock();
        }
    }

    private void awaitTurn() {
        try {
            if (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw tooLong(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooLong(e);
        }
    }

    private <T> T inTurn(Function<Ledger, T> change) {
        Ledger ledger = new Ledger(lockedState());
        T result = change.apply(ledger);
        ledger.complete();
        return result;
    }

    private RegistryState lockedState() {
        try {
            return store.lockState();
        } catch (TransientDataAccessException e) {
            throw tooLong(e);
        }
    }

    private static CapacityException tooLong(@Nullable Exception cause) {
        return new CapacityException(
                "registry: other changes did not end within " + PATIENCE_SECONDS
                        + " s (expected: milliseconds; try again, and see which config-server holds registry_state)",
                cause);
    }
}
