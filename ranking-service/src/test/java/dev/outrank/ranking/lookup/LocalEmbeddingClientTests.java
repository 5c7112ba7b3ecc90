package dev.outrank.ranking.lookup;

import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.engine.ScalarPoolingKernels;
import java.nio.file.Path;
import reactor.core.scheduler.Schedulers;

class LocalEmbeddingClientTests extends EmbeddingClientContract {

    @Override
    EmbeddingClient open(Path shard) {
        return LocalEmbeddingClient.open(
                model.shards(),
                model.plan(),
                MemorySettings.PLAIN,
                new ScalarPoolingKernels(),
                Schedulers.boundedElastic());
    }
}
