;;; reportlint.el --- Findings in 政府信息公开工作年度报告 while they are written  -*- lexical-binding: t; coding: utf-8 -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: text, convenience
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Starts `reportlint server' through Eglot, for text and Markdown files of themselves:
;;
;;     (load "~/.emacs.d/reportlint.el")
;;     (add-hook 'text-mode-hook #'reportlint-ensure)
;;
;; or for the file at hand with M-x reportlint-ensure.

;;; Code:

(require 'eglot)

(defgroup reportlint nil
  "Findings in annual reports on government information disclosure."
  :group 'tools)

(defcustom reportlint-command '("reportlint" "server")
  "The program that Eglot starts for reports, with its arguments."
  :type '(repeat string))

(defcustom reportlint-files (rx "." (or "txt" "md" "markdown") eos)
  "Pattern of the names of the files that may be reports."
  :type 'regexp)

;;;###autoload
(defun reportlint-ensure (&optional always)
  "Start the language server if the file may be a report.
With ALWAYS, as when called by hand, whatever its name is."
  (interactive (list t))
  (when (and buffer-file-name (or always (string-match-p reportlint-files buffer-file-name)))
    ;; For this buffer alone: many modes derive from `text-mode' and have servers of their own.
    (setq-local eglot-server-programs (list (cons major-mode reportlint-command)))
    (eglot-ensure)))

(provide 'reportlint)
;;; reportlint.el ends here
