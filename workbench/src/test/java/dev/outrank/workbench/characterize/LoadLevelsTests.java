package dev.outrank.workbench.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The loads of a process that answers 100 requests a second. */
final class LoadLevelsTests {

    private static LoadLevels levels(int requests, int turnMillis, Optional<Duration> answerTurn) {
        StudySettings settings = new StudySettings(
                List.of("auto"),
                List.of(8),
                List.of(25, 50),
                3,
                Duration.ofMillis(turnMillis),
                answerTurn,
                Duration.ofSeconds(1),
                requests,
                Api.INFER,
                List.of(),
                List.of());
        Turn turn = StudyReports.turn(1000, 2000, 500);
        return LoadLevels.of(turn, turn, settings);
    }

    private static Load serial(List<LoadLevels.Level> levels) {
        return levels.getFirst().load();
    }

    @Test
    void sendsAsManyRequestsAsFitATurn() {
        assertThat(serial(levels(100, 800, Optional.empty()).all())).isEqualTo(new Load.Serial(80));
        assertThat(serial(levels(100, 50, Optional.empty()).all())).isEqualTo(new Load.Serial(20));
        assertThat(serial(levels(10, 50, Optional.empty()).all())).isEqualTo(new Load.Serial(10));
    }

    @Test
    void repeatsAllRequestsWhereATurnHasRoomForThem() {
        LoadLevels levels = levels(100, 800, Optional.of(Duration.ofMillis(4500)));
        assertThat(serial(levels.answer())).isEqualTo(new Load.Serial(400));
        assertThat(levels.answer()).extracting(LoadLevels.Level::name).containsExactly("serial", "25%", "50%", "full");
        assertThat(levels.answer().getLast().load()).isEqualTo(LoadLevels.FULL);
    }

    @Test
    void takesSharesOfTheCapacity() {
        LoadLevels levels = levels(100, 800, Optional.empty());
        assertThat(levels.all()).extracting(level -> level.load().rate()).containsExactly(null, 25.0, 50.0);
        assertThat(levels.answer()).isEmpty();
    }
}
