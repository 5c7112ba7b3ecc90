package dev.outrank.workbench.characterize;

import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.PreparedRequests;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.util.List;

/**
 * The requests of a model. Owns both.
 *
 * @param usual that are measured
 * @param small of one candidate, for compilers
 */
record StudyRequests(PreparedRequests usual, PreparedRequests small) implements AutoCloseable {

    static StudyRequests of(List<GeneratedRequest> usual, List<GeneratedRequest> small, Api api) {
        return new StudyRequests(PreparedRequests.of(usual, api), PreparedRequests.of(small, api));
    }

    @Override
    public void close() {
        usual.close();
        small.close();
    }
}
