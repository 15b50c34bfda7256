/** Loaded before our own child processes: when the parent dies, even by kill -9, the child ends in order, at the latest after 10 s. */
const hardEndMs = 10_000;

if (process.channel) {
  process.once('disconnect', () => {
    if (process.listenerCount('SIGTERM') === 0) process.exit(1);
    process.emit('SIGTERM', 'SIGTERM');
    setTimeout(() => process.exit(1), hardEndMs).unref();
  });
  process.channel.unref();
  // An order from the parent is worth waiting for: a program that listens for one lives by the channel.
  process.on('newListener', (event) => event === 'message' && process.channel?.ref());
}
