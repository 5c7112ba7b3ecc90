package dev.outrank.replica;

import java.util.List;
import java.util.function.LongSupplier;

/** Leaves those replicas of a service alone that are slower than the others or say nothing. {@link #sweep} is for one thread at a time. */
public final class OutlierEjection {

    /** Told what becomes of a replica. */
    public interface Listener {

        /** It is left alone from now on. */
        void ejected(ReplicaHealth replica, String why);

        /** It is left alone since it says nothing; calls that wait for it had better ask another one. Told before {@link #ejected}. */
        default void silent(ReplicaHealth replica) {}

        /** It takes calls again. */
        void readmitted(ReplicaHealth replica);
    }

    /** Doubling ends well before a long overflows. */
    private static final int MOST_DOUBLINGS = 20;

    private final EjectionSettings settings;
    private final Listener listener;
    private final LongSupplier nanoTime;

    /** Makes one for the replicas of one service. */
    public OutlierEjection(EjectionSettings settings, Listener listener, LongSupplier nanoTime) {
        this.settings = settings;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /** Looks at all replicas of the service; to be called every 200 ms or so. */
    public void sweep(List<ReplicaHealth> replicas) {
        long now = nanoTime.getAsLong();
        for (ReplicaHealth replica : replicas) {
            replica.turn();
            replica.tryOut(now);
            judgeTrial(replica, replicas, now);
        }
        for (ReplicaHealth replica : replicas) {
            if (replica.standing() == ReplicaHealth.Standing.SERVING && mayEject(replicas)) {
                ejectIfOutstanding(replica, replicas, now);
            }
        }
    }

    private void ejectIfOutstanding(ReplicaHealth replica, List<ReplicaHealth> all, long now) {
        long silence = replica.silenceNanos(now);
        if (silence >= settings.silentAfter().toNanos() && someoneElseAnswers(replica, all, now)) {
            listener.silent(replica);
            eject(replica, now, "silent for " + silence / 1_000_000 + " ms");
            return;
        }
        LatencyWindow.Percentiles own = replica.percentiles();
        long bound = slowFrom(replica, all);
        if (own.calls() >= settings.minimumCalls() && own.p50Nanos() > bound) {
            eject(replica, now, "median " + own.p50Nanos() / 1_000 + " us, of the others at most " + bound / 1_000);
        } else if (own.calls() >= settings.minimumCalls()) {
            replica.forgive();
        }
    }

    /** A network that is gone for all of them says nothing about one. */
    private boolean someoneElseAnswers(ReplicaHealth replica, List<ReplicaHealth> all, long now) {
        return all.stream()
                .anyMatch(other -> isOther(other, replica)
                        && other.percentiles().calls() > 0
                        && other.silenceNanos(now) < settings.silentAfter().toNanos());
    }

    private void judgeTrial(ReplicaHealth replica, List<ReplicaHealth> all, long now) {
        if (replica.standing() != ReplicaHealth.Standing.ON_TRIAL) {
            return;
        }
        long took = replica.trialNanos();
        if (replica.silenceNanos(now) >= settings.silentAfter().toNanos() || took == ReplicaHealth.TRIAL_FAILED) {
            eject(replica, now, "no answer on trial");
        } else if (took == ReplicaHealth.TRIAL_REFUSED) {
            // It lives, and whether it is well again is not known: the next trial has to wait, but no longer than the
            // first did.
            replica.leaveAlone(now + settings.first().toNanos());
        } else if (took > slowFrom(replica, all)) {
            eject(replica, now, "on trial " + took / 1_000 + " us");
        } else if (took > 0) {
            replica.readmit();
            listener.readmitted(replica);
        }
    }

    private void eject(ReplicaHealth replica, long now, String why) {
        int doublings = Math.min(MOST_DOUBLINGS, replica.ejections());
        long nanos = Math.min(settings.longest().toNanos(), settings.first().toNanos() << doublings);
        boolean again = replica.standing() == ReplicaHealth.Standing.ON_TRIAL;
        replica.eject(now + nanos);
        if (!again) {
            listener.ejected(replica, why);
        }
    }

    private boolean mayEject(List<ReplicaHealth> all) {
        long out = all.stream()
                .filter(replica -> replica.standing() != ReplicaHealth.Standing.SERVING)
                .count();
        return out + 1 < all.size() && (out + 1) * 100 <= (long) settings.mostPercent() * all.size();
    }

    /** Returns from which median on a replica stands out: never below the least, and never where the others have nothing to say. */
    private long slowFrom(ReplicaHealth replica, List<ReplicaHealth> all) {
        long[] medians = all.stream()
                .filter(other -> isOther(other, replica))
                .map(ReplicaHealth::percentiles)
                .filter(window -> window.calls() >= settings.minimumCalls())
                .mapToLong(LatencyWindow.Percentiles::p50Nanos)
                .sorted()
                .toArray();
        if (medians.length == 0) {
            return Long.MAX_VALUE;
        }
        double others = medians[medians.length / 2];
        return Math.max(settings.slowAtLeast().toNanos(), (long) (settings.slowFactor() * others));
    }

    @SuppressWarnings("ReferenceEquality") // This very one.
    private static boolean isOther(ReplicaHealth other, ReplicaHealth replica) {
        return other != replica && other.standing() == ReplicaHealth.Standing.SERVING;
    }
}
