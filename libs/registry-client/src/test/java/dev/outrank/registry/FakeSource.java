package dev.outrank.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A registry in memory that answers what it was told last. */
final class FakeSource implements SnapshotSource {

    /** The tags that were asked with, in order; "-" for none. */
    final List<String> asked = new ArrayList<>();

    private Mono<Fetched> answer = Mono.error(new RegistryException("fake: down"));

    void answers(String registry, RegistrySnapshot snapshot) {
        String etag = "\"" + registry + "." + snapshot.revision() + "\"";
        answer = Mono.just(new Fetched.Changed(new IdentifiedSnapshot(registry, snapshot), etag));
    }

    void answersUnchanged() {
        answer = Mono.just(new Fetched.Unchanged());
    }

    void fails() {
        answer = Mono.error(new RegistryException("fake: down"));
    }

    @Override
    public Mono<Fetched> fetch(@Nullable String etag) {
        asked.add(etag == null ? "-" : etag);
        return answer;
    }
}
