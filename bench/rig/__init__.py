"""What benches of the public pages stand on: peers, a web server, and a slow way to it."""
