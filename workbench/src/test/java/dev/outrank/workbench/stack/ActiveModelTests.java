package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ActiveModelTests {

    @TempDir
    Path directory;

    private ActiveModel packedFor(int shards) {
        StackModel packed = PackedModels.prepare(CommandRun.CLICKS, shards, 1, directory);
        return new ActiveModel(packed.name(), packed.version(), packed.shards().toUri());
    }

    @Test
    void runsOnAsManyShardsOrMore() {
        ActiveModel model = packedFor(2);
        assertThatCode(() -> model.requireAtMost(2, directory)).doesNotThrowAnyException();
        assertThatCode(() -> model.requireAtMost(4, directory)).doesNotThrowAnyException();
    }

    @Test
    void saysWhatToDoWhenTheStackHasFewerShards() {
        ActiveModel model = packedFor(4);
        assertThatThrownBy(() -> model.requireAtMost(2, directory))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("--shards: 2 (expected: 4 or more, which model clicks, active version ")
                .hasMessageContaining("--model");
    }

    @Test
    void saysWhatToDoWhenTheFilesAreGone() {
        ActiveModel gone =
                new ActiveModel("clicks", "1", directory.resolve("gone").toUri());
        assertThatThrownBy(() -> gone.requireAtMost(2, directory))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("model clicks, active version 1")
                .hasMessageContaining("plan.json")
                .hasMessageContaining("--model")
                .hasMessageContaining("delete " + directory);
    }
}
