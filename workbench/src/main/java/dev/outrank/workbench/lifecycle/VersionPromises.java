package dev.outrank.workbench.lifecycle;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.Promise;
import dev.outrank.workbench.checked.Promises;
import java.util.List;

/** The promises about versions that several trials have. */
final class VersionPromises {

    private VersionPromises() {}

    /** Returns the promise that no answer has scores of several versions, or of another one than it says. */
    static Promise noneMixed(List<Figures> phases) {
        long mixed = Figures.sum(
                phases,
                figures -> figures.count(VersionedQuestion.MIXED) + figures.count(VersionedQuestion.OTHER_VERSION));
        return Promise.none("0 mixed", mixed, Promises.requests(phases), Promises.oddities(phases));
    }

    /** Returns a promise about answers that is or is not kept. */
    static Promise that(String promise, boolean kept, String found) {
        return new Promise(promise, Promise.Kind.ANSWERS, found, kept);
    }
}
