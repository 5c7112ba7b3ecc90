package dev.outrank.workbench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.CommandRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChaosCommandTests {

    @Test
    void namesEverySceneInItsHelp() {
        CommandRun run = CommandRun.of("chaos", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(Scenes.names()).hasSize(10).allSatisfy(name -> assertThat(
                        run.out().replaceAll("\\s+", " "))
                .contains(name));
    }

    @Test
    void refusesScenesThatItDoesNotKnow() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> new ChaosSettings(
                        Path.of("."), Path.of("x"), List.of("earthquake"), Pace.brief(), 7, List.of()))
                .withMessageStartingWith("--only: 'earthquake' (expected: one of [killed-replica, ");
    }

    @Test
    void refusesPlacesThatCannotBeWritten() {
        CommandRun run = CommandRun.of("chaos", "--json", "/nowhere/at/all.json");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("/nowhere/at/all.json: not writable (expected: ");
    }

    @Test
    void playsAllScenesUnlessSomeAreNamed() {
        assertThat(Scenes.named(List.of())).hasSize(10);
        assertThat(Scenes.named(List.of("overload", "killed-replica")))
                .extracting(Scene::name)
                .containsExactly("killed-replica", "overload");
        assertThat(Pace.usual(Duration.ofSeconds(30)).overload()).isEqualTo(Duration.ofSeconds(30));
    }
}
