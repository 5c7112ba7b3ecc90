package dev.outrank.ranking.dense;

import jakarta.validation.constraints.Min;
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
 */
@Validated
@ConfigurationProperties("outrank.ranking.dense")
public record DenseProperties(
        @DefaultValue("1") @Min(1) int intraOpThreads,
        @DefaultValue("8") @Min(0) int idleWorkspaces,
        @DefaultValue("128MB") DataSize idleMemory,
        @DefaultValue("256MB") DataSize maxWorkspace) {

    DenseSettings settings() {
        return new DenseSettings(intraOpThreads, idleWorkspaces, maxWorkspace.toBytes());
    }
}
