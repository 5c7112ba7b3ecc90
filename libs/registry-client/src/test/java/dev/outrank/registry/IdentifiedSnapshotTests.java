package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.registry.IdentifiedSnapshot.Succession;
import org.junit.jupiter.api.Test;

final class IdentifiedSnapshotTests {

    private static final IdentifiedSnapshot HELD = new IdentifiedSnapshot("a", Snapshots.of(5));

    @Test
    void ordersSnapshotsOfOneRegistryByRevision() {
        assertThat(HELD.succession(new IdentifiedSnapshot("a", Snapshots.of(6))))
                .isEqualTo(Succession.NEWER);
        assertThat(HELD.succession(new IdentifiedSnapshot("a", Snapshots.of(5))))
                .isEqualTo(Succession.SAME);
        assertThat(HELD.succession(new IdentifiedSnapshot("a", Snapshots.of(4))))
                .isEqualTo(Succession.OLDER);
    }

    @Test
    void takesAnEmptySnapshotOfTheSameRegistryForWhatItIs() {
        assertThat(HELD.succession(new IdentifiedSnapshot("a", Snapshots.empty(6))))
                .isEqualTo(Succession.NEWER);
    }

    @Test
    void tellsARegistryThatWasMadeAnewWhateverItsRevision() {
        assertThat(HELD.succession(new IdentifiedSnapshot("b", Snapshots.of(5))))
                .isEqualTo(Succession.RESET);
        assertThat(HELD.succession(new IdentifiedSnapshot("b", Snapshots.of(9))))
                .isEqualTo(Succession.RESET);
        assertThat(HELD.succession(new IdentifiedSnapshot("b", Snapshots.empty(0))))
                .isEqualTo(Succession.RESET_AND_EMPTY);
    }

    @Test
    void losesNothingToAnEmptyRegistryWhenItHoldsNothing() {
        IdentifiedSnapshot nothing = new IdentifiedSnapshot("a", Snapshots.empty(3));
        assertThat(nothing.succession(new IdentifiedSnapshot("b", Snapshots.empty(0))))
                .isEqualTo(Succession.RESET);
    }
}
