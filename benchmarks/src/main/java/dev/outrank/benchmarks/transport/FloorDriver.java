package dev.outrank.benchmarks.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** Calls the floor on one connection. */
final class FloorDriver extends Driver {

    private final byte[] request = new byte[Shape.REQUEST_BYTES];
    private final Channel channel;
    private final EventLoopGroup group;
    private boolean reading;

    private FloorDriver(Channel channel, EventLoopGroup group) {
        super("floor", channel.eventLoop());
        this.channel = channel;
        this.group = group;
        channel.pipeline().addLast(new Answers());
    }

    static FloorDriver connect(int port) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, FloorFrames.io());
        Channel channel = new Bootstrap()
                .group(group)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connected) {
                        connected.pipeline().addLast(FloorFrames.decoder());
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
        return new FloorDriver(channel, group);
    }

    private final class Answers extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            reading = true;
            ((ByteBuf) message).release();
            answered(0);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            reading = false;
            context.flush();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Answers tell.
    void send() {
        channel.write(FloorFrames.frame(request, channel.alloc()), channel.voidPromise());
    }

    @Override
    void sent() {
        if (!reading) {
            channel.flush();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Its thread ends with the process.
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully();
    }
}
