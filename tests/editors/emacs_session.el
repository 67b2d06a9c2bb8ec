;;; emacs_session.el --- Goes through the steps in Emacs  -*- lexical-binding: t; coding: utf-8 -*-

;; Writes what was seen to a JSON file, because the test judges and Emacs only reports.

(package-initialize)
(require 'cl-lib)
(require 'json)

(defconst session-code (getenv "REPORTLINT_TEST_CODE"))
(defconst session-lsp-mode (equal (getenv "REPORTLINT_TEST_CLIENT") "lsp-mode"))
(defconst session-seen (make-hash-table :test #'equal))

(defun session-findings ()
  "The findings, each with the CODE, SOURCE, MESSAGE and region that the client gives it."
  (if session-lsp-mode
      (mapcar (lambda (one)
                (let ((region (lsp--range-to-region (lsp-get one :range))))
                  (list (lsp-get one :code) (lsp-get one :source) (lsp-get one :message)
                        (car region) (cdr region))))
              (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics)))
    ;; Without a window nothing tells Flymake to look.
    (flymake-start)
    (mapcar (lambda (one)
              (let ((protocol (alist-get 'eglot-lsp-diag (flymake-diagnostic-data one))))
                (list (plist-get protocol :code) (plist-get protocol :source) (plist-get protocol :message)
                      (flymake-diagnostic-beg one) (flymake-diagnostic-end one))))
            (flymake-diagnostics))))

(defun session-wanted ()
  "Where the finding is that the session is about."
  (nth 3 (assoc session-code (session-findings))))

(defun session-wait (condition)
  "Wait until CONDITION holds, as the keyboard rests."
  (cl-loop repeat 600
           until (funcall condition)
           do (accept-process-output nil 0.05)))

(defun session-note (step)
  "Note the text and the findings after STEP."
  (puthash step
           `((text . ,(buffer-string))
             (findings
              . ,(vconcat
                  (mapcar (pcase-lambda (`(,code ,source ,message ,start ,end))
                            `((line . ,(1- (line-number-at-pos start)))
                              (text . ,(buffer-substring start end))
                              (code . ,code)
                              (source . ,source)
                              (message . ,message)))
                          (session-findings)))))
           session-seen))

(defun session-choose (_prompt items &rest _)
  "Pick from ITEMS as whoever sits before the editor would."
  (let ((titles (mapcar (lambda (item) (if (consp item) (car item) item)) (all-completions "" items))))
    (puthash "offered" (vconcat titles) session-seen)
    (cl-find-if (lambda (title) (string-search (getenv "REPORTLINT_TEST_REPLACEMENT") title)) titles)))

(defun session-sent ()
  "See to it that the server knows the text."
  ;; Changes are sent when Emacs is idle, which a script never is, or when it saves.
  (save-buffer))

(defun session-fix (place)
  "Take the quick fix of what is found at PLACE."
  (goto-char place)
  (cl-letf (((symbol-function 'completing-read) #'session-choose)
            (last-nonmenu-event ?x))
    (call-interactively (if session-lsp-mode #'lsp-execute-code-action #'eglot-code-actions)))
  (session-sent))

(defun session-servers ()
  "How many servers look after the buffer, or are about to."
  (if session-lsp-mode
      (length (lsp-workspaces))
    (cl-count-if (lambda (process)
                   ;; What they say on stderr is a process too.
                   (and (eq (process-type process) 'real) (string-prefix-p "EGLOT" (process-name process))))
                 (process-list))))

(defun session-elsewhere ()
  "How many findings there are in the report that is not open."
  (let ((file (expand-file-name "other.md")))
    (length (if session-lsp-mode
                (gethash (lsp--fix-path-casing file) (lsp-diagnostics))
              (alist-get file flymake-list-only-diagnostics nil nil #'equal)))))

(defun session-start ()
  "Let happen what waits for the end of a command, and a server start."
  (run-hooks 'post-command-hook)
  ;; lsp-mode waits until the buffer is shown.
  (when (and session-lsp-mode (bound-and-true-p lsp--buffer-deferred))
    (lsp)))

(defun session-run (file)
  "Go through the steps with FILE."
  (find-file file)
  (session-start)
  (session-wait #'session-wanted)
  (session-note "opened")
  (let ((place (session-wanted)))
    (session-fix place)
    (session-wait (lambda () (not (session-wanted))))
    (session-note "fixed")
    (if session-lsp-mode (lsp-format-buffer) (eglot-format-buffer))
    (session-note "formatted")
    (goto-char place)
    (end-of-line)
    (insert (getenv "REPORTLINT_TEST_ADDED"))
    (session-sent)
    (session-wait #'session-wanted)
    (session-note "edited")
    (goto-char (session-wanted))
    (reportlint-fix-all)
    (session-sent)
    (session-wait (lambda () (not (session-wanted))))
    (session-note "mended")
    (reportlint-check-workspace)
    (session-wait (lambda () (> (session-elsewhere) 0)))
    (puthash "elsewhere" (session-elsewhere) session-seen)
    (unless session-lsp-mode
      (eglot-shutdown (eglot-current-server))
      (session-wait (lambda () (= 0 (session-servers))))
      ;; That a second one starts is enough.
      (setq eglot-sync-connect nil)))
  ;; Another text of the same type is let be, until somebody says otherwise.
  ;; In another folder: Eglot's servers look after all texts of a type in theirs.
  (make-directory "notes")
  (find-file (expand-file-name "notes/note.txt"))
  (insert "买菜、取快递。")
  (session-start)
  (puthash "unasked" (session-servers) session-seen)
  (call-interactively #'reportlint-ensure)
  (session-start)
  (session-wait (lambda () (> (session-servers) 0)))
  (puthash "asked" (session-servers) session-seen)
  (set-buffer-modified-p nil))

(condition-case problem
    (progn
      (setq make-backup-files nil
            create-lockfiles nil
            ;; Nobody is there who could do something else meanwhile.
            eglot-sync-connect 30)
      (load (pop command-line-args-left) nil t)
      (when session-lsp-mode
        (setq reportlint-client 'lsp-mode
              lsp-response-timeout 30))
      (add-hook 'text-mode-hook #'reportlint-ensure)
      (session-run (pop command-line-args-left)))
  (error (puthash "problem" (format "%S" problem) session-seen)))
;; It is bytes already.
(let ((coding-system-for-write 'no-conversion))
  (write-region (json-serialize session-seen) nil (getenv "REPORTLINT_TEST_OUT")))
(kill-emacs)
