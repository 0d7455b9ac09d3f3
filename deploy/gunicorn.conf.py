"""gunicorn for both faces: gunicorn --config deploy/gunicorn.conf.py tryggvei.site.wsgi_public."""

from tryggvei.site import serving

preload_app = True  # a refused start ends, instead of being tried for ever
workers = 2
threads = 4
worker_class = "tryggvei.site.serving.QuietWorker"
logger_class = "tryggvei.site.serving.QuietLogger"
loglevel = "warning"
accesslog = None
# A letter must not be sent into a connection that a worker is just closing.
keepalive = 0
control_socket_disable = True
post_worker_init = serving.post_worker_init
post_request = serving.post_request
