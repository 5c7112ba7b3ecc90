package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;

/** Wants nothing of an attempt but what it says about the replica: a copy of somebody's call, sent beside it. */
enum Probe implements Attempt.Listener {
    INSTANCE;

    @Override
    public void part(Attempt attempt, LookupAnswer part) {
        BodyFrames.discard(part);
    }

    @Override
    public void last(Attempt attempt, LookupAnswer answer) {
        BodyFrames.discard(answer);
    }

    @Override
    public void refused(Attempt attempt, LookupError error) {}

    @Override
    public void lost(Attempt attempt, Throwable cause) {}

    @Override
    public void expired(Attempt attempt) {}

    @Override
    public void late(Attempt attempt) {}
}
