package dev.outrank.workbench.characterize;

import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.RunLength;
import java.util.ArrayList;
import java.util.List;

/** Measures two sides in short turns, A B A B, so that what else happens on the machine meets both. */
final class Interleaving {

    private Interleaving() {}

    static List<Round> run(TurnTaker singular, TurnTaker distributed, int rounds, Load load, RunLength length)
            throws InterruptedException {
        List<Round> measured = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Turn first = singular.turn(load, length);
            measured.add(new Round(first, distributed.turn(load, length)));
        }
        return measured;
    }
}
