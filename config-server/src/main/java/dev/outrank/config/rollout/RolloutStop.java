package dev.outrank.config.rollout;

import dev.outrank.config.registry.ChangeListener;
import dev.outrank.config.registry.Revision;

/** Ends a rollout when somebody else says where its model's requests go, in the same transaction. */
final class RolloutStop implements ChangeListener {

    private final RolloutStore store;

    RolloutStop(RolloutStore store) {
        this.store = store;
    }

    @Override
    public void changed(Revision revision) {
        switch (revision.action()) {
            case CANARY, END_CANARY, ACTIVATE -> end(revision, RolloutState.STOPPED);
            case ROLL_BACK -> end(revision, RolloutState.ROLLED_BACK);
            // The rollout's own, and those that leave the model's requests where they go.
            case REGISTER, LOAD, READY, FAIL, ROLLOUT, PROMOTE, RETIRE, RETIRED, PIN, UNPIN, HOLD -> {}
        }
    }

    private void end(Revision revision, RolloutState how) {
        store.running(revision.model())
                .ifPresent(running -> store.update(
                        running.ended(how, revision.action() + " by " + revision.author() + ": " + revision.reason())));
    }
}
