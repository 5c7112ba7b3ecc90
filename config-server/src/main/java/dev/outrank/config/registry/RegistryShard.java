package dev.outrank.config.registry;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/** A row: the {@link ShardFacts} of a version. Inserted only. */
record RegistryShard(@Id @Nullable Long id, long versionId, int shard, String fingerprint, long bytes) {

    static RegistryShard of(long versionId, ShardFacts facts) {
        return new RegistryShard(null, versionId, facts.shard(), facts.fingerprint(), facts.bytes());
    }

    ShardFacts facts() {
        return new ShardFacts(shard, fingerprint, bytes);
    }
}
