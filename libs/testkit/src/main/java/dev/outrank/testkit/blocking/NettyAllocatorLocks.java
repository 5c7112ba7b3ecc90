package dev.outrank.testkit.blocking;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets Netty's adaptive allocator wait for its own locks.
 *
 * <p>Where threads contend for buffers it adds magazines, and frees the old ones under their write locks; that holds for as long as another
 * thread takes a buffer. Netty 4.2's list names those of the pooled allocator only. The error would end the connection that asked for a buffer.
 */
public final class NettyAllocatorLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
    }
}
