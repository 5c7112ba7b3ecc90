package dev.outrank.registry;

import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Takes snapshots only when told to. */
final class SlowSubscriber extends BaseSubscriber<RegistrySnapshot> {

    final List<Long> revisions = new ArrayList<>();

    void takeOne() {
        request(1);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // Asks for nothing yet.
    }

    @Override
    protected void hookOnNext(RegistrySnapshot snapshot) {
        revisions.add(snapshot.revision());
    }
}
