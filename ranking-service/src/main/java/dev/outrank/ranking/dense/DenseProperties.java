package dev.outrank.ranking.dense;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How dense nets run.
 *
 * @param intraOpThreads threads of one session's operators; scores of other thread counts may differ in the last bit
 * @param idleWorkspaces sets of tensors that each version keeps for the next requests
 * @param idleMemory bytes that the idle ones of all versions may hold together; one that takes more than its share, {@code idle-memory} over
 *     {@code idle-workspaces}, is not kept
 * @param maxWorkspace bytes that the tensors of one request may take
 * @param batchSize candidates that the nets with embeddings take at a time; 0 for all of a request. Scores of other sizes may differ in the last bit
 * @param batchSizes the same by model, where it is another
 * @param batching by model, how candidates of several requests run together; none by default. Scores may differ in the last bits from run to run
 * @param userOnce whether what belongs to the request is looked up and evaluated once for it; else once for each candidate, which tells what that saves
 * @param arena whether ONNX Runtime keeps the memory of one run for the next
 * @param memoryPattern whether it plans its memory by the shapes of earlier runs
 * @param flushDenormals whether numbers next to zero count as zero; scores may differ in the last bit
 * @param cacheDirectory where graphs are kept as ONNX Runtime has optimised them, for the next start; none by default
 */
@Validated
@ConfigurationProperties("outrank.ranking.dense")
public record DenseProperties(
        @DefaultValue("1") @Min(1) int intraOpThreads,
        @DefaultValue("8") @Min(0) int idleWorkspaces,
        @DefaultValue("512MB") DataSize idleMemory,
        @DefaultValue("256MB") DataSize maxWorkspace,
        @DefaultValue("0") @Min(0) int batchSize,
        @DefaultValue Map<String, @Min(0) Integer> batchSizes,
        @DefaultValue Map<String, @Valid Batching> batching,
        @DefaultValue("true") boolean userOnce,
        @DefaultValue("true") boolean arena,
        @DefaultValue("true") boolean memoryPattern,
        @DefaultValue("false") boolean flushDenormals,
        @Nullable Path cacheDirectory) {

    /**
     * How candidates of several requests run together.
     *
     * @param maxCandidates candidates of one run; a request with as many or more runs alone
     * @param maxDelay how long the first waits for others
     */
    public record Batching(
            @DefaultValue("512") @Min(2) int maxCandidates,
            @DefaultValue("1ms") Duration maxDelay) {

        private JointSettings settings() {
            return new JointSettings(maxCandidates, maxDelay);
        }
    }

    private RuntimeSettings runtime() {
        return new RuntimeSettings(arena, memoryPattern, flushDenormals, cacheDirectory);
    }

    private Map<String, JointSettings> joints() {
        Map<String, JointSettings> joints = new HashMap<>();
        batching.forEach((model, how) -> joints.put(model, how.settings()));
        return joints;
    }

    DenseSettings settings() {
        return new DenseSettings(
                intraOpThreads,
                idleWorkspaces,
                maxWorkspace.toBytes(),
                batchSize,
                batchSizes,
                userOnce,
                null,
                joints(),
                runtime());
    }
}
