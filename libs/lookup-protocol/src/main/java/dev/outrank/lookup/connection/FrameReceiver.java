package dev.outrank.lookup.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/** Has the channel read into the buffer of the frame that has begun to arrive, and else into whatever another allocator gives. */
final class FrameReceiver implements RecvByteBufAllocator {

    private final FrameAssembler assembler;
    private final RecvByteBufAllocator otherwise;

    FrameReceiver(FrameAssembler assembler, RecvByteBufAllocator otherwise) {
        this.assembler = assembler;
        this.otherwise = otherwise;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's own allocators are asked in the same way.
    public Handle newHandle() {
        return new FrameHandle((ExtendedHandle) otherwise.newHandle());
    }

    private final class FrameHandle extends DelegatingHandle implements ExtendedHandle {

        FrameHandle(ExtendedHandle otherwise) {
            super(otherwise);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            ByteBuf rest = assembler.lend();
            return rest != null ? rest : delegate().allocate(allocator);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return ((ExtendedHandle) delegate()).continueReading(maybeMore);
        }
    }
}
