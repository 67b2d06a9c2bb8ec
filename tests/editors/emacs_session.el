;;; emacs_session.el --- Goes through the steps in Emacs  -*- lexical-binding: t; coding: utf-8 -*-

;; Writes what was seen to a JSON file, because the test judges and Emacs only reports.

(package-initialize)
(require 'cl-lib)
(require 'json)

(defconst session-code (getenv "REPORTLINT_TEST_CODE"))
(defconst session-seen (make-hash-table :test #'equal))

(defun session-protocol (diagnostic)
  "What the server sent for DIAGNOSTIC."
  (alist-get 'eglot-lsp-diag (flymake-diagnostic-data diagnostic)))

(defun session-wanted ()
  "The finding that the session is about."
  (cl-find session-code (flymake-diagnostics)
           :key (lambda (one) (plist-get (session-protocol one) :code)) :test #'equal))

(defun session-wait (condition)
  "Wait until CONDITION holds, as the keyboard rests."
  (cl-loop repeat 600
           ;; Without a window nothing tells Flymake to look.
           do (flymake-start)
           until (funcall condition)
           do (accept-process-output nil 0.05)))

(defun session-note (step)
  "Note the text and the findings after STEP."
  (puthash step
           `((text . ,(buffer-string))
             (findings
              . ,(vconcat
                  (mapcar (lambda (one)
                            (let ((protocol (session-protocol one))
                                  (start (flymake-diagnostic-beg one)))
                              `((line . ,(1- (line-number-at-pos start)))
                                (text . ,(buffer-substring start (flymake-diagnostic-end one)))
                                (code . ,(plist-get protocol :code))
                                (source . ,(plist-get protocol :source))
                                (message . ,(plist-get protocol :message)))))
                          (flymake-diagnostics)))))
           session-seen))

(defun session-choose (_prompt items &rest _)
  "Pick from ITEMS as whoever sits before the editor would."
  (puthash "offered" (vconcat (mapcar #'car items)) session-seen)
  (car (cl-find-if (lambda (item) (string-search (getenv "REPORTLINT_TEST_REPLACEMENT")
                                                 (format "%S" (plist-get (cdr item) :edit))))
                   items)))

(defun session-run (file)
  "Go through the steps with FILE."
  (find-file file)
  ;; The server is started when a command ends, and a script has none.
  (run-hooks 'post-command-hook)
  (session-wait #'session-wanted)
  (session-note "opened")
  (let ((place (flymake-diagnostic-beg (session-wanted))))
    (goto-char place)
    (cl-letf (((symbol-function 'completing-read) #'session-choose)
              (last-nonmenu-event ?x))
      (call-interactively #'eglot-code-actions))
    ;; Changes are sent when Emacs is idle, which a script never is, or when it saves.
    (save-buffer)
    (session-wait (lambda () (not (session-wanted))))
    (session-note "fixed")
    (eglot-format-buffer)
    (session-note "formatted")
    (goto-char place)
    (end-of-line)
    (insert (getenv "REPORTLINT_TEST_ADDED"))
    (save-buffer)
    (session-wait #'session-wanted)
    (session-note "edited")))

(condition-case problem
    (progn
      (setq make-backup-files nil
            create-lockfiles nil
            ;; Nobody is there who could do something else meanwhile.
            eglot-sync-connect 30)
      (load (pop command-line-args-left) nil t)
      (add-hook 'text-mode-hook #'reportlint-ensure)
      (session-run (pop command-line-args-left))
      (eglot-shutdown (eglot-current-server)))
  (error (puthash "problem" (error-message-string problem) session-seen)))
;; It is bytes already.
(let ((coding-system-for-write 'no-conversion))
  (write-region (json-serialize session-seen) nil (getenv "REPORTLINT_TEST_OUT")))
(kill-emacs)
